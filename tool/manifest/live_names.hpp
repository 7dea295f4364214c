#pragma once

// Translates the names of validated objects to those of the live database. They differ because
// another role migrates there, and because an administrator may have made an extension in another
// schema.

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "manifest/manifest.hpp"
#include "postgres/session.hpp"

namespace migration {

class LiveNames {
public:
    // `role`: the role that migrates the live database, quoted as in keys. The entries of
    // validation's role for ALTER DEFAULT PRIVILEGES and user mappings are translated to it.
    LiveNames(const ManifestServer& validated, std::string role);

    // The member of an extension, quoted as in definitions, is in the schema `live`, not
    // `validated`.
    void add_moved(const std::string& member, const std::string& validated,
                   const std::string& live);

    // The key or definition of a validated object, with the names of the live database.
    ObjectKey key(const ObjectKey& key) const;
    std::string definition(const std::string& definition) const;

private:
    std::string validated_role_;
    std::string role_;
    std::map<std::string, std::string, std::less<>> moved_;  // "public.hstore" → "ext.hstore"
    std::set<std::string, std::less<>> left_;  // validated schemas that the members are not in
};

// The schema, quoted, in a snapshot's definition of an extension.
std::string extension_schema(std::string_view definition);

// Reads the role of the session and the extensions of its database.
LiveNames read_live_names(Session& session, const ManifestServer& validated);

}  // namespace migration

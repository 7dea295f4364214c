#pragma once

// What validated objects are called in the live database, where not as in validation: another role migrates
// there, and somebody may have made an extension beforehand, in another schema.

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "manifest/manifest.hpp"
#include "postgres/session.hpp"

namespace migration {

class LiveNames {
public:
    // The live role, quoted as in keys. In validation another one migrated, to which ALTER DEFAULT PRIVILEGES
    // and user mappings that name no role belong.
    LiveNames(const ManifestServer& validated, std::string role);

    // The member of an extension, quoted as in definitions, is in the schema `live`, not `validated`.
    void add_moved(const std::string& member, const std::string& validated, const std::string& live);

    // The key, or the definition, of a validated object in the words of the live database.
    ObjectKey key(const ObjectKey& key) const;
    std::string definition(const std::string& definition) const;

private:
    std::string validated_role_;
    std::string role_;
    std::map<std::string, std::string, std::less<>> moved_;  // "public.hstore" → "ext.hstore"
    std::set<std::string, std::less<>> left_;                // schemas that members are not in
};

// The schema, quoted, in a snapshot's definition of an extension.
std::string extension_schema(std::string_view definition);

// As the session's role, and as the extensions of its database are.
LiveNames read_live_names(Session& session, const ManifestServer& validated);

}  // namespace migration

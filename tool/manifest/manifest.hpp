#pragma once

// The proof that a set was validated: which files, by which tool, on which servers, and what the schema is
// after each step. It goes into the package as a file and into the runner.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lazy.hpp"
#include "manifest/packed_texts.hpp"
#include "set/migration.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

struct ManifestMigration {
    std::string version;
    std::string slug;
    std::string digest;
    std::vector<std::string> waivers;  // "down: data: reason"
};

// The strongest lock that a migration takes of a table that was there before it.
struct TableLock {
    std::string table;  // "public.accounts"
    std::string mode;   // as pg_locks has it, "AccessExclusiveLock"
};

// What one migration makes of the database.
struct ManifestState {
    std::string version;
    std::string fingerprint;
    Changes changes;
    std::vector<TableLock> locks = {};  // none known of a script that runs without a transaction
    std::string footprint = {};         // what it writes in the catalogues; empty where that says too little
    // As far as somebody has waived it: what its down script does not put back, from before the up, and the
    // keys of objects that differ from run to run.
    Changes left = {};
    std::vector<ObjectKey> varying = {};
};

struct ManifestServer {
    std::string version;  // "15.18"
    int major = 0;
    std::string provider;
    std::vector<ManifestState> states;  // one for each migration, in order
    std::string image = {};             // of a container
    std::string role = "postgres";      // that migrated there, quoted as in the keys of its objects

    // Null where that version is none of the set's.
    const ManifestState* state(std::string_view of_version) const;
};

struct Manifest {
    std::string tool;
    std::string set;
    std::string layout;
    std::string digest;
    std::vector<ManifestMigration> migrations;
    std::vector<ManifestServer> servers;

    // Null when the set was not validated on that major version.
    const ManifestServer* server(int major) const;
    // Fingerprint after that version on that server; empty when unknown.
    std::string fingerprint_after(int major, std::string_view version) const;
};

using LazyManifest = Lazy<Manifest>;

std::string manifest_to_text(const Manifest& manifest);
// `source` is named in errors. Throws Error (usage) for text that is no manifest of a format we know.
Manifest manifest_from_text(const std::string& text, const std::string& source);

// The same with the entry for each migration packed beside it: a large manifest is read one at a time.
nlohmann::json manifest_to_json(const Manifest& manifest, TextPacker& texts);
Manifest manifest_from_json(const nlohmann::json& object, const PackedTexts& texts);

}  // namespace migration

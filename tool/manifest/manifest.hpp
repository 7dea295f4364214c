#pragma once

// The manifest, the proof that a set was validated: the files, the tool, the servers, and the
// schema after each step. The package holds it as a file, and the runner embeds it.

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

// A finding that the team knew when it packaged the set.
struct KnownInManifest {
    std::string check;   // "down"
    std::string kind;    // "left_behind"
    std::string object;  // empty for an error

    bool operator==(const KnownInManifest&) const = default;
    std::string text() const { return kind + (object.empty() ? "" : " " + object); }
};

struct ManifestMigration {
    std::string version;
    std::string slug;
    std::string digest;
    std::vector<std::string> waivers;  // "down: data: reason"
    std::vector<KnownInManifest> known = {};

    // What is known to be wrong with the way back; empty where nothing is.
    std::string wrong_down() const;
};

// The strongest lock that a migration takes on a table that existed before it.
struct TableLock {
    std::string table;  // "public.accounts"
    std::string mode;   // as pg_locks has it, "AccessExclusiveLock"
};

// What one migration changes in the database.
struct ManifestState {
    std::string version;
    std::string fingerprint;
    Changes changes;
    std::vector<TableLock> locks = {};  // empty for a script that runs without a transaction
    std::string footprint = {};         // digest of its catalogue rows; empty if it is no proof
    // Waived by annotations: what the down script does not restore, compared with the state before
    // the up script; and the keys of objects that differ from run to run.
    Changes left = {};
    std::vector<ObjectKey> varying = {};
    bool runs_again = false;  // a second run of the up script succeeded and changed nothing
};

struct ManifestServer {
    std::string version;  // "15.18"
    int major = 0;
    std::string provider;
    std::vector<ManifestState> states;  // one for each migration, in order
    std::string image = {};             // of a container
    std::string role = "postgres";      // that migrated in validation, quoted as in keys

    // Null if the set does not have that version.
    const ManifestState* state(std::string_view of_version) const;
};

struct Manifest {
    std::string tool;
    std::string set;
    std::string layout;
    std::string digest;
    std::vector<ManifestMigration> migrations;
    std::vector<ManifestServer> servers;

    // Null when the set does not have that version.
    const ManifestMigration* migration(std::string_view version) const;
    // Null when the set was not validated on that major version.
    const ManifestServer* server(int major) const;
    // The schema's fingerprint after that version on that server; empty if unknown.
    std::string fingerprint_after(int major, std::string_view version) const;
};

using LazyManifest = Lazy<Manifest>;

std::string manifest_to_text(const Manifest& manifest);
// `source` is named in errors. Throws Error (usage) for text that is no manifest of a known format.
Manifest manifest_from_text(const std::string& text, const std::string& source);

// The same, but `texts` holds the entries, so that a reader can load a large manifest entry by
// entry.
nlohmann::json manifest_to_json(const Manifest& manifest, TextPacker& texts);
Manifest manifest_from_json(const nlohmann::json& object, const PackedTexts& texts);

}  // namespace migration

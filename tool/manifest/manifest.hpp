#pragma once

// The proof that a set was validated: which files, by which tool, on which servers, and what the schema is
// after each step. It goes into the package as a file and into the runner.

#include <string>
#include <string_view>
#include <vector>

#include "set/migration.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

struct ManifestMigration {
    std::string version;
    std::string slug;
    std::string digest;
    std::vector<std::string> waivers;  // "down: data: reason"
};

// What one migration makes of the database.
struct ManifestState {
    std::string version;
    std::string fingerprint;
    Changes changes;
};

struct ManifestServer {
    std::string version;  // "15.18"
    int major = 0;
    std::string provider;
    std::vector<ManifestState> states;  // one for each migration, in order
    std::string image = {};             // of a container
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

std::string manifest_to_text(const Manifest& manifest);
// `source` is named in errors. Throws Error (usage) for text that is no manifest of a format we know.
Manifest manifest_from_text(const std::string& text, const std::string& source);

}  // namespace migration

#pragma once

// Backups in pg_dump's custom format, one file each: written under a temporary name, synced, then
// renamed, for their owner alone to read.

#include <filesystem>
#include <string>

#include "postgres/session.hpp"

namespace migration {

enum class BackupContent { full, schema };

class Backup {
public:
    // Finds pg_dump. Throws Error (usage) when it is missing or older than the server.
    Backup(const ConnectionSettings& settings, const Session& session);

    // Writes "set_version_time.dump" to the folder, which is made where there is none, and gives
    // back its path. What earlier runs left unfinished there is removed. Throws Error (failed) with
    // pg_dump's words.
    std::filesystem::path write(const std::filesystem::path& folder, const std::string& set,
                                const std::string& version, BackupContent content) const;

private:
    ConnectionSettings settings_;
    std::filesystem::path program_;
};

}  // namespace migration

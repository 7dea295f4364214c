#pragma once

// What Flyway keeps beside the scripts: flyway.conf and flyway.toml in their folder or the one
// above, and the settings of one script, as V1__x.sql.conf.

#include <filesystem>
#include <optional>
#include <vector>

#include "set/placeholders.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

struct FlywaySettings {
    Placeholders placeholders;
    bool mixed = false;  // scripts may mix statements that can run in a transaction with others
    bool in_transaction = true;
};

// Settings that the tool does not follow are reported.
FlywaySettings read_flyway_settings(const std::filesystem::path& directory, Problems& problems);

// The files that these settings come from.
std::vector<std::filesystem::path> flyway_settings_files(const std::filesystem::path& directory);

struct FlywayScriptSettings {
    std::optional<bool> in_transaction;
    std::optional<bool> are_placeholders_replaced;
};

// Of the script with that name in messages; nothing where it has no settings of its own.
std::optional<std::filesystem::path> flyway_script_settings_file(const std::string& script);
FlywayScriptSettings read_flyway_script_settings(const std::string& script, Problems& problems);

}  // namespace migration

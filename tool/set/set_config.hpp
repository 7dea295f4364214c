#pragma once

// The file of a set's options, migrations.toml: what the scripts would otherwise say themselves,
// for sets whose files must not change.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "set/migration.hpp"
#include "set/problem.hpp"
#include "set/set_options.hpp"
#include "set/waiver.hpp"

namespace migration {

// What [[script]] says of the scripts of some migrations.
struct ScriptOptions {
    std::string migration;  // a glob over name or version
    std::string script;     // "up", "down", or empty for both
    bool no_transaction = false;
    std::optional<std::string> lock_timeout = {};
    std::optional<std::string> statement_timeout = {};
    std::vector<std::string> requires_extensions = {};
    int line = 0;
};

struct SetConfig {
    std::filesystem::path file;  // empty without one
    SetOptions options;
    std::vector<Waiver> waivers;
    std::vector<ScriptOptions> scripts;
    DriftRules drift;
};

// The name of the file in a set's directory.
inline constexpr std::string_view config_name = "migrations.toml";

// Reads the file that the options name, or the one in the set's directory where there is one.
// Unknown keys, wrong values and expired waivers are problems with their line. Throws Error (usage)
// where a named file cannot be read.
SetConfig read_set_config(const SetOptions& options, Problems& problems);

// Options that are given win over those of the file.
SetOptions merged(const SetOptions& given, const SetConfig& config);

// Reports patterns for migrations that no migration of the set fits.
void check_config_names(const SetConfig& config, const MigrationSet& set, Problems& problems);

}  // namespace migration

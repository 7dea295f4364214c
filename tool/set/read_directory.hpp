#pragma once

// Reads a directory of migrations into a MigrationSet. All that is wrong with it is collected, not
// thrown, so that a user sees every problem at once; only a directory that cannot be read at all
// throws Error (usage).

#include <filesystem>
#include <set>
#include <vector>

#include "set/known_findings.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"
#include "set/set_options.hpp"

namespace migration {

struct ReadSet {
    MigrationSet set;
    Problems problems;
    // Every file read and every folder listed: what a build must watch.
    std::vector<std::filesystem::path> inputs;
    KnownFindings known;
    std::filesystem::path config;  // the file of options; empty without one
    std::vector<int> servers;      // major versions that the set asks to be validated on
    SetOptions options;            // as given, and what the file of options adds
};

// What `options` leave open, migrations.toml may say.
ReadSet read_directory(const SetOptions& options);

// What a database has before the first migration, read as the scripts of a set are. Files that it
// includes are added to `included`.
Script read_prerequisites(const std::filesystem::path& file, const LedgerName& ledger,
                          std::set<std::filesystem::path>& included, Problems& problems);

}  // namespace migration

#pragma once

// Reads a directory of migrations into a MigrationSet. All that is wrong with it is collected, not
// thrown, so that a user sees every problem at once; only a directory that cannot be read at all
// throws Error (usage).

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/ledger_name.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

struct SetOptions {
    std::filesystem::path directory;
    std::string name;    // empty: the directory's own name
    std::string layout;  // empty: detected
    std::optional<std::filesystem::path> prerequisites;
    std::optional<std::filesystem::path> seeds;
    std::optional<Downs> downs;  // without: as the layout has it
    Idempotence idempotence = Idempotence::strict;
    ColumnOrder column_order = ColumnOrder::strict;
    Sequences sequences = Sequences::forward;
    LedgerName ledger;
};

struct ReadSet {
    MigrationSet set;
    Problems problems;
    // Every file read and every folder listed: what a build must watch.
    std::vector<std::filesystem::path> inputs;
};

ReadSet read_directory(const SetOptions& options);

// What a database has before the first migration, read as the scripts of a set are.
Script read_prerequisites(const std::filesystem::path& file, const LedgerName& ledger,
                          Problems& problems);

}  // namespace migration

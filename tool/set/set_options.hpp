#pragma once

// What a user may say of a set beside its files. What is empty has its default, see MigrationSet.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/ledger_name.hpp"
#include "set/migration.hpp"
#include "set/version_gaps.hpp"

namespace migration {

struct SetOptions {
    std::filesystem::path directory;
    std::string name;                             // empty: the directory's own name
    std::string layout;                           // empty: detected
    std::optional<std::filesystem::path> config;  // without: migrations.toml in the directory
    // Without: migrations.baseline.json in the directory. It need not be there yet.
    std::optional<std::filesystem::path> baseline;
    std::optional<std::filesystem::path> prerequisites;
    std::optional<std::filesystem::path> seeds;
    std::optional<std::filesystem::path> python;  // for Alembic's revisions
    std::optional<Downs> downs;                   // without: as the layout has it
    std::optional<Idempotence> idempotence;
    std::optional<ColumnOrder> column_order;
    std::optional<Sequences> sequences;
    std::optional<LedgerName> ledger;
    std::vector<int> servers;  // major versions to validate on
    std::optional<Gaps> gaps = {};
    // The Git revision since which scripts must stay as they are; empty without one.
    std::string immutable_since = {};
    // The stores of a tree, each a folder in the directory; empty for a set of one.
    std::vector<std::string> stores = {};
    // A folder with templates for new migrations; empty without one.
    std::filesystem::path templates = {};
};

// The words of the options, in small letters; nothing for another word.
std::optional<Downs> downs_named(std::string_view word);
std::optional<Idempotence> idempotence_named(std::string_view word);
std::optional<ColumnOrder> column_order_named(std::string_view word);
std::optional<Sequences> sequences_named(std::string_view word);
std::optional<Gaps> gaps_named(std::string_view word);

}  // namespace migration

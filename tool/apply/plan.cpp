#include "apply/plan.hpp"

#include <algorithm>
#include <map>

#include "base/shell.hpp"
#include "base/text.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

using VersionMap = std::map<std::string_view, const LedgerRow*, VersionOrder>;

VersionMap by_version(const std::vector<LedgerRow>& applied) {
    VersionMap map;
    for (const auto& row : applied) map.emplace(row.version, &row);
    return map;
}

const Migration& known(const MigrationSet& set, const std::string& version) {
    const Migration* migration = set.find(version);
    if (migration != nullptr) return *migration;
    std::vector<std::string> versions;
    for (const auto& candidate : set.migrations) versions.push_back(candidate.version);
    const auto guess = nearest(version, versions);
    throw Error(ErrorKind::usage,
                "no such version in set \"" + set.name + "\": \"" + version + "\"",
                guess ? "did you mean \"" + *guess + "\"?" : "'status' lists the versions");
}

// Seeds and repeatable migrations come after all versions, also after those of later releases.
bool stands_last(const MigrationSet& set, std::string_view version) {
    const Migration* migration = set.find(version);
    return version.starts_with("seeds.") || (migration != nullptr && migration->repeatable);
}

void refuse_out_of_order(const MigrationSet& set, const std::vector<UpStep>& steps,
                         const VersionMap& applied) {
    std::map<std::string_view, std::string_view> newest;  // by store
    for (const auto& [version, row] : applied) {
        auto& newest_here = newest[set.store_of(version)];
        if (!stands_last(set, version) && !row->incomplete &&
            (newest_here.empty() || set.is_before(newest_here, version)))
            newest_here = version;
    }
    std::vector<std::string> late;
    std::string_view newest_schema;
    for (const auto& step : steps) {
        const auto newest_here = newest[set.store_of(step.migration->version)];
        if (newest_here.empty() || step.started || step.migration->repeatable ||
            !set.is_before(step.migration->version, newest_here))
            continue;
        late.push_back("\"" + step.migration->name() + "\"");
        newest_schema = newest_here;
    }
    if (late.empty()) return;
    throw Error(ErrorKind::mismatch,
                "migrations of set \"" + set.name +
                    "\" are pending but older than the applied version \"" +
                    std::string(newest_schema) + "\": " + join(late, ", "),
                "give them newer versions, or apply them with --allow-out-of-order");
}

// A down script that cannot run in a transaction was cut off: going up from there is no way on.
void refuse_half_undone(const std::vector<LedgerRow>& applied) {
    for (const auto& row : applied)
        if (row.undoing)
            throw Error(ErrorKind::mismatch,
                        "migration \"" + migration_name(row.version, row.slug) +
                            "\" is half undone: 'down' was interrupted after statement " +
                            std::to_string(row.statements_done),
                        "run 'down' to finish it, then run 'up' again");
}

}  // namespace

Error unknown_version(const MigrationSet& set, const LedgerRow& row, bool newer) {
    return {ErrorKind::mismatch,
            "the database has a " + std::string(newer ? "newer " : "") + "migration that set \"" +
                set.name + "\" does not know: \"" + migration_name(row.version, row.slug) + "\"",
            newer ? "use a runner that has the migration, undo it with 'down', or accept it with "
                    "--accept-newer"
                  : "use a runner that has the migration, or undo it with 'down'"};
}

bool is_outdated(const Migration& migration, const LedgerRow& row) {
    return migration.repeatable && !row.incomplete && migration.up.checksum != row.checksum;
}

std::vector<LedgerRow> comparable_rows(const MigrationSet& set, std::vector<LedgerRow> applied) {
    for (auto& row : applied) {
        const Migration* migration = set.find(row.version);
        row.incomplete = row.incomplete || (migration != nullptr && is_outdated(*migration, row));
    }
    return applied;
}

std::vector<LedgerRow> newer_versions(const MigrationSet& set,
                                      const std::vector<LedgerRow>& applied) {
    std::map<std::string_view, std::string_view> last;  // by store
    for (const auto& migration : set.migrations)
        if (!migration.seed && !migration.repeatable)
            last[set.store_of(migration.version)] = migration.version;
    std::vector<LedgerRow> newer;
    for (const auto& row : applied) {
        if (set.find(row.version) != nullptr) continue;
        const auto last_here = last[set.store_of(row.version)];
        if (last_here.empty() || set.is_before(last_here, row.version)) newer.push_back(row);
    }
    return newer;
}

std::vector<Error> history_mismatches(const MigrationSet& set,
                                      const std::vector<LedgerRow>& applied, bool accept_newer) {
    std::vector<Error> found;
    const auto newer = newer_versions(set, applied);
    VersionSet newer_ones;
    for (const auto& row : newer) newer_ones.insert(row.version);
    const auto is_newer = [&](const LedgerRow& row) { return newer_ones.contains(row.version); };
    for (const auto& row : applied) {
        const Migration* migration = set.find(row.version);
        if (migration == nullptr) {
            if (accept_newer && is_newer(row)) continue;
            found.push_back(unknown_version(set, row, is_newer(row)));
        } else if (migration->up.checksum != row.checksum && row.incomplete) {
            found.emplace_back(
                ErrorKind::mismatch,
                shown_file(set, migration->up) + ": the script was interrupted after statement " +
                    std::to_string(row.statements_done) + " and has changed since then: \"" +
                    migration_name(row.version, row.slug) + "\"",
                "run 'down' to undo what was done, then run 'up' again");
        } else if (migration->up.checksum != row.checksum && !migration->repeatable) {
            found.emplace_back(ErrorKind::mismatch,
                               shown_file(set, migration->up) +
                                   ": the script changed after it was applied: \"" +
                                   migration_name(row.version, row.slug) +
                                   "\", expected checksum " + row.checksum.substr(0, 12) +
                                   "… but found " + migration->up.checksum.substr(0, 12) + "…",
                               "restore the script as it was and make the change in a new "
                               "migration, or accept it with "
                               "repair --only " +
                                   shell_quoted(row.version) + " --reason 'why it changed'");
        }
    }
    return found;
}

std::vector<UpStep> plan_up(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                            const UpOptions& options) {
    if (const auto wrong = history_mismatches(set, applied, options.accept_newer); !wrong.empty())
        throw wrong.front();
    refuse_half_undone(applied);
    const auto rows = by_version(applied);
    const Migration* last = options.to ? &known(set, *options.to) : nullptr;
    std::vector<UpStep> steps;
    for (const auto& migration : set.migrations) {
        if (last != nullptr && &migration > last) break;
        if (options.steps && static_cast<int>(steps.size()) >= *options.steps) break;
        const auto row = rows.find(migration.version);
        if (row == rows.end() || is_outdated(migration, *row->second))
            steps.push_back({&migration});
        else if (row->second->incomplete)
            steps.push_back({&migration, *row->second});
    }
    if (!options.allow_out_of_order) refuse_out_of_order(set, steps, rows);
    return steps;
}

std::string newest_version(const std::vector<LedgerRow>& applied) {
    VersionSet versions;
    for (const auto& row : applied)
        if (!row.incomplete && !row.version.starts_with(repeatable_prefix))
            versions.insert(row.version);
    return versions.empty() ? "0" : std::string(*versions.rbegin());
}

std::vector<DownStep> plan_down(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                const DownOptions& options) {
    auto rows = applied;
    std::erase_if(rows, [&](const auto& row) {
        return row.version.starts_with(repeatable_prefix) && stands_last(set, row.version);
    });
    // Of a tree the one that was applied last, whatever its store; else the last of the set.
    std::reverse(rows.begin(), rows.end());
    if (set.stores.empty())
        std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
            return set.is_before(b.version, a.version);
        });
    const bool everything = options.to && same_version(*options.to, "0");
    if (options.to && !everything && std::none_of(rows.begin(), rows.end(), [&](const auto& row) {
            return same_version(row.version, *options.to);
        }))
        throw Error(ErrorKind::usage, "version is not applied: \"" + *options.to + "\"",
                    "'status' lists the applied versions; \"0\" undoes everything");
    std::vector<DownStep> steps;
    for (auto& row : rows) {
        const bool is_target =
            options.to && (set.stores.empty() ? !set.is_before(*options.to, row.version)
                                              : same_version(*options.to, row.version));
        if (options.to ? !everything && is_target : static_cast<int>(steps.size()) >= options.count)
            break;
        const Migration* migration = set.find(row.version);
        const bool has_down =
            migration != nullptr ? migration->down.has_value() : row.down_sql.has_value();
        if (!has_down) {
            const auto reason =
                migration != nullptr ? migration->up.annotations.irreversible : std::nullopt;
            throw Error(ErrorKind::failed,
                        "migration \"" + migration_name(row.version, row.slug) +
                            "\" cannot be undone" +
                            (reason ? ": " + *reason : ": there is no down script"),
                        "restore a backup, or write a new migration that goes forward");
        }
        steps.push_back({std::move(row), migration});
    }
    return steps;
}

}  // namespace migration

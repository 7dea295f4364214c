#include "set/diesel_metadata.hpp"

#include <algorithm>

#include "set/folder_pairs.hpp"
#include "set/history_rules.hpp"
#include "set/toml.hpp"

namespace migration {
namespace {

bool runs_in_transaction(const SourceFiles& sources, const std::string& file, Problems& problems) {
    const auto known = problems.size();
    const auto table =
        parse_toml(read_source(sources.directory / file, problems), sources.shown(file), problems);
    if (problems.size() > known) return true;
    const TomlValue* found = find(table, "run_in_transaction");
    return found != nullptr && found->flag() != nullptr && *found->flag();
}

std::string diesel_version(std::string version) {
    std::erase(version, '-');
    return version;
}

}  // namespace

void apply_diesel_metadata(const SourceFiles& sources, std::vector<Draft>& drafts,
                           Problems& problems) {
    bool is_diesel = false;
    for (auto& draft : drafts) {
        const std::string file = folder_of(draft) + "metadata.toml";
        if (!sources.neighbours.contains(file)) continue;
        is_diesel = true;
        if (runs_in_transaction(sources, file, problems)) continue;
        for (auto* script : {&draft.up, &draft.down})
            if (*script) (*script)->no_transaction = true;
    }
    if (!is_diesel) return;
    std::stable_sort(drafts.begin(), drafts.end(), [](const auto& a, const auto& b) {
        return diesel_version(a.version) < diesel_version(b.version);
    });
}

void check_diesel_order(const MigrationSet& set, Problems& problems) {
    const Migration* before = nullptr;
    for (const auto& migration : set.migrations) {
        if (before != nullptr && !migration.seed &&
            diesel_version(migration.version) < diesel_version(before->version))
            problems.push_back({"version-order", shown_file(set, migration.up), 0,
                                "migration \"" + migration.name() + "\" is applied after \"" +
                                    before->name() +
                                    "\", but before it by Diesel, which orders versions as text",
                                "give all versions the same number of digits"});
        before = &migration;
    }
}

}  // namespace migration

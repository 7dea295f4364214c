// Files of formatted SQL with any number of changesets, in the order in which changelogs in XML,
// YAML or JSON bring them, else in the order of their paths. Each changeset is a migration with the
// version PATH::ID::AUTHOR, which is its identity in Liquibase, too. The rules are those of
// Liquibase 4.33; the files that are included here name its sources.

#include <map>
#include <set>

#include "set/layout.hpp"
#include "set/liquibase_draft.hpp"
#include "set/liquibase_file.hpp"
#include "set/liquibase_line.hpp"
#include "set/liquibase_order.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "FILE.sql with --liquibase formatted sql and --changeset";

bool is_unread(const SourceFile& file, const Problems& problems) {
    return file.text.empty() &&
           std::any_of(problems.begin(), problems.end(),
                       [&](const auto& problem) { return problem.file == file.shown; });
}

std::vector<Draft> drop_taken(std::vector<Draft> drafts, Problems& problems) {
    std::vector<Draft> all;
    std::map<std::string, std::string, VersionOrder> taken;  // by which file
    for (auto& draft : drafts) {
        const auto [entry, is_new] = taken.emplace(draft.version, draft.up->shown);
        if (is_new)
            all.push_back(std::move(draft));
        else
            problems.push_back(version_taken(draft.version, draft.up->shown, entry->second));
    }
    return all;
}

void note_left_out(const SourceFiles& sources, const LiquibaseOrder& order, Problems& problems) {
    std::set<std::string> brought;
    for (const auto& step : order.steps)
        if (step.file != nullptr) brought.insert(step.file->path);
    for (const auto& file : sources.files)
        if (!brought.contains(file.path))
            problems.push_back({"passed-over", file.shown, 0,
                                "no changelog includes this file: \"" + file.path + "\"", ""});
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    LiquibaseProperties properties;
    auto order = liquibase_order(sources, properties, problems);
    std::vector<Draft> drafts;
    for (auto& step : order.steps) {
        if (step.file == nullptr)
            drafts.push_back(std::move(*step.changeset));
        else if (is_formatted_sql(step.file->text))
            cut_changesets(*step.file, properties, drafts, problems);
        else if (!is_unread(*step.file, problems))
            drafts.push_back(raw_changeset(*step.file));
    }
    if (!order.master.empty()) note_left_out(sources, order, problems);
    return drop_taken(std::move(drafts), problems);
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) { return is_formatted_sql(file.text); });
}

// Changelogs may be anywhere below the folder.
void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
           Problems& /*problems*/) {
    SourceFiles sources;
    Problems none;
    list_sources(set.directory, "", sources, none);
    for (const auto& neighbour : sources.neighbours)
        if (may_be_changelog(neighbour)) inputs.push_back(sources.directory / neighbour);
}

}  // namespace

const Layout liquibase_layout{
    .name = "liquibase",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .check = check,
};

}  // namespace migration

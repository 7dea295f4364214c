// V_slug/up.sql, V_slug/down.sql and V_slug/metadata.yaml. The rules are those of Sourcegraph at
// 551bf4b, internal/database/migration/definition/read.go: the parents in the metadata make the
// order.

#include "set/dependency_order.hpp"
#include "set/draft_order.hpp"
#include "set/folder_pairs.hpp"
#include "set/history_rules.hpp"
#include "set/layout.hpp"
#include "set/sourcegraph_metadata.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug/up.sql, V_slug/down.sql, V_slug/metadata.yaml";
constexpr std::string_view metadata_file = "metadata.yaml";

void report_missing_metadata(const Draft& draft, Problems& problems) {
    const auto& script = draft.up ? *draft.up : *draft.down;
    problems.push_back(
        {"depends", script.shown, 0,
         "no metadata beside the script: \"" + folder_of(draft) + std::string(metadata_file) + "\"",
         "add the file with the list \"parents\""});
}

class MetadataReader {
public:
    MetadataReader(const SourceFiles& sources, Problems& problems)
        : sources_(sources), problems_(problems) {}

    std::vector<Need> parents_of(Draft& draft) {
        const std::string file = folder_of(draft).append(metadata_file);
        if (!sources_.neighbours.contains(file)) {
            report_missing_metadata(draft, problems_);
            return {};
        }
        const std::string shown = sources_.shown(file);
        auto metadata = read_sourcegraph_metadata(read_source(shown, problems_), shown);
        if (draft.up && metadata.creates_index_concurrently) draft.up->no_transaction = true;
        if (metadata.parents.empty()) check_root(draft.version, shown);
        return std::move(metadata.parents);
    }

private:
    void check_root(const std::string& version, const std::string& shown) {
        if (!root_.empty())
            problems_.push_back({"depends", shown, 0,
                                 "a second migration without \"parents\", after \"" + root_ + "\"",
                                 "name the migration that comes before it"});
        root_ = version;
    }

    const SourceFiles& sources_;
    Problems& problems_;
    std::string root_;
};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {folder_part, pattern, is_beside_folders}, problems);
    sort_by_number(drafts);
    MetadataReader metadata(sources, problems);
    std::vector<std::vector<Need>> parents;
    parents.reserve(drafts.size());
    for (auto& draft : drafts) parents.push_back(metadata.parents_of(draft));
    order_by_needs(drafts, parents, DependencyOrder::near_what_is_needed, "parents", problems);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (!has_beside_up(sources, metadata_file)) return std::nullopt;
    return first_folder_up(sources);
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs, Problems&) {
    for (const auto& migration : set.migrations) {
        const auto folder = std::filesystem::path(shown_file(set, migration.up)).parent_path();
        if (std::filesystem::exists(folder / metadata_file))
            inputs.push_back(folder / metadata_file);
    }
}

NewFiles write(const NewMigration& migration) {
    const std::string folder = migration_name(migration.version, migration.slug) + "/";
    const std::string parent = migration.before.substr(0, migration.before.find('_'));
    std::string metadata = "name: " + migration.slug + "\nparents: [" + parent + "]\n";
    if (migration.no_transaction()) metadata += "createIndexConcurrently: true\n";
    NewFiles files{{folder + "metadata.yaml", std::move(metadata)},
                   {folder + "up.sql", migration.up.text}};
    if (migration.down) files.push_back({folder + "down.sql", migration.down->text});
    return files;
}

}  // namespace

const Layout sourcegraph_layout{
    .name = "sourcegraph",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .check = check,
    .write = write,
    .names_others = true,
    .numbering = Numbering::seconds,
};

}  // namespace migration

// sqitch.plan with deploy/NAME.sql, revert/NAME.sql and verify/NAME.sql. The rules are those of
// Sqitch 1.6, lib/App/Sqitch/Plan/Change.pm and lib/App/Sqitch/Engine.pm.
//
// A change that is planned once more behind a tag is another migration of the same name. The first
// one keeps its version, and its text, when Sqitch gives its files the tag's name: so a database
// that has it still has it.

#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/sqitch_config.hpp"
#include "set/sqitch_plan.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "sqitch.plan with deploy/, revert/ and verify/";
constexpr const char* config_name = "sqitch.conf";

std::string text_of(const SourceFiles& sources, const std::string& neighbour, Problems& problems) {
    return sources.neighbours.contains(neighbour)
               ? read_source(sources.directory / neighbour, problems)
               : "";
}

SqitchConfig config_of(const SourceFiles& sources, Problems& problems) {
    return read_sqitch_config(text_of(sources, config_name, problems), sources.shown(config_name),
                              problems);
}

class SqitchReader {
public:
    SqitchReader(const SourceFiles& sources, Problems& problems)
        : sources_(sources), problems_(problems), config_(config_of(sources, problems)) {}

    std::vector<Draft> run() {
        if (!sources_.neighbours.contains(config_.plan)) {
            problems_.push_back({"plan", sources_.shown(config_.plan), 0, "no such plan",
                                 "name the folder that has Sqitch's plan, or its sqitch.conf"});
            return {};
        }
        std::vector<Draft> drafts;
        std::map<std::string, std::string, VersionOrder> taken;  // by which file
        for (const auto& change : read_sqitch_plan(text_of(sources_, config_.plan, problems_),
                                                   sources_.shown(config_.plan), problems_)) {
            Draft draft = draft_of(change);
            const auto [entry, is_new] = taken.emplace(draft.version, draft.up->shown);
            if (is_new)
                drafts.push_back(std::move(draft));
            else
                problems_.push_back(version_taken(draft.version, draft.up->shown, entry->second));
        }
        note_unplanned();
        return drafts;
    }

private:
    Draft draft_of(const SqitchChange& change) {
        const SqitchFolders& folders =
            change.rework_tags.empty() ? config_.current : config_.reworked;
        const std::string name = file_name(change, folders.deploy);
        Draft draft{version_of(change),
                    "",
                    false,
                    script(folders.deploy, name),
                    script(folders.revert, name),
                    script(folders.verify, name)};
        if (draft.verify) draft.verify->verify_rule = VerifyRule::errors;
        if (draft.up) return draft;
        const std::string path = folders.deploy + "/" + name;
        draft.up = DraftScript{path, sources_.shown(path), ""};
        problems_.push_back({"missing-file", draft.up->shown, 0,
                             "no such script, which " + sources_.shown(config_.plan) + ":" +
                                 std::to_string(change.line) + " names",
                             "write it, or take the change out of the plan"});
        return draft;
    }

    // A "#" cannot be in a name.
    static std::string version_of(const SqitchChange& change) {
        return change.occurrence == 1 ? change.name
                                      : change.name + "#" + std::to_string(change.occurrence);
    }

    // The first of the tags that a script to deploy has.
    std::string file_name(const SqitchChange& change, const std::string& deploy) const {
        const auto name = [&](const std::string& tag) {
            return change.name + tag + "." + config_.extension;
        };
        if (change.rework_tags.empty()) return name("");
        for (const auto& tag : change.rework_tags)
            if (exists(deploy + "/" + name("@" + tag))) return name("@" + tag);
        return name("@" + change.rework_tags.front());
    }

    const SourceFile* listed(const std::string& path) const {
        const auto& files = sources_.files;
        const auto found = std::lower_bound(
            files.begin(), files.end(), path,
            [](const auto& file, const auto& sought) { return file.path < sought; });
        return found != files.end() && found->path == path ? &*found : nullptr;
    }

    bool exists(const std::string& path) const {
        return listed(path) != nullptr || sources_.neighbours.contains(path);
    }

    std::optional<DraftScript> script(const std::string& folder, const std::string& name) {
        const std::string path = folder + "/" + name;
        if (!exists(path)) return std::nullopt;
        planned_.insert(path);
        const SourceFile* file = listed(path);
        DraftScript script{path, sources_.shown(path),
                           file != nullptr ? file->text : text_of(sources_, path, problems_)};
        script.file_text = script.text;
        return script;
    }

    void note_unplanned() {
        for (const auto& file : sources_.files) {
            if (planned_.contains(file.path)) continue;
            for (const auto& folders : {config_.current, config_.reworked})
                for (const auto& folder : {folders.deploy, folders.revert, folders.verify})
                    if (file.path.starts_with(folder + "/") && planned_.insert(file.path).second)
                        problems_.push_back(
                            {"passed-over", file.shown, 0,
                             "a script of a change that is not in the plan: \"" + file.path + "\"",
                             ""});
        }
    }

    const SourceFiles& sources_;
    Problems& problems_;
    SqitchConfig config_;
    std::set<std::string> planned_;
};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    return SqitchReader(sources, problems).run();
}

std::optional<std::string> claims(const SourceFiles& sources) {
    Problems none;
    const std::string plan = config_of(sources, none).plan;
    return sources.neighbours.contains(plan) ? std::optional(sources.shown(plan)) : std::nullopt;
}

// Scripts with another extension are not watched yet.
void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
           Problems& /*problems*/) {
    const std::filesystem::path directory = set.directory, config = directory / config_name;
    Problems none;
    const bool has_config = std::filesystem::exists(config);
    if (has_config) inputs.push_back(config);
    inputs.push_back(
        directory / read_sqitch_config(has_config ? read_source(config, none) : "", "", none).plan);
    for (const auto& migration : set.migrations)
        for (const auto* script : {&migration.up, migration.down ? &*migration.down : nullptr,
                                   migration.verify ? &*migration.verify : nullptr})
            if (script != nullptr && !script->file.ends_with(".sql"))
                inputs.push_back(directory / script->file);
}

}  // namespace

const Layout sqitch_layout{
    .name = "sqitch",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .check = check,
    .maker = "sqitch add",
};

}  // namespace migration

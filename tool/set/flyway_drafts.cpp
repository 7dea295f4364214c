#include "set/flyway_drafts.hpp"

#include <algorithm>
#include <map>

#include "set/flyway_name.hpp"
#include "set/flyway_settings.hpp"
#include "set/migration.hpp"
#include "set/pair_files.hpp"
#include "set/section_files.hpp"

namespace migration {
namespace {

struct OtherLanguage {
    std::string_view suffix;
    std::string_view name;
};

// Those of flyway-core's ScriptMigrationResolver.java, and of migrations in Java's languages, which
// may lie beside the scripts.
constexpr OtherLanguage languages[] = {
    {".java", "Java"}, {".kt", "Kotlin"},      {".groovy", "Groovy"}, {".scala", "Scala"},
    {".py", "Python"}, {".sh", "shell"},       {".bash", "shell"},    {".cmd", "batch"},
    {".bat", "batch"}, {".ps1", "PowerShell"},
};

std::string with_blanks(std::string description) {
    std::replace(description.begin(), description.end(), '_', ' ');
    return description;
}

// Blanks and underscores are the same to Flyway.
std::string repeatable_version(std::string description) {
    std::replace(description.begin(), description.end(), ' ', '_');
    return "R." + description;
}

class FlywayReader {
public:
    FlywayReader(const SourceFiles& sources, Problems& problems)
        : sources_(sources),
          problems_(problems),
          settings_(read_flyway_settings(sources.directory, problems)) {}

    std::vector<Draft> run() {
        for (const auto& file : sources_.files) take(file);
        for (const auto& neighbour : sources_.neighbours) take_other_language(neighbour);
        for (const auto& script : sources_.left_out) report_left_out(script);
        take_baselines();
        std::vector<Draft> ordered;
        for (auto& [version, draft] : versions_) ordered.push_back(std::move(draft));
        const auto first = static_cast<std::ptrdiff_t>(ordered.size());
        for (auto& [version, draft] : repeatables_) ordered.push_back(std::move(draft));
        std::sort(ordered.begin() + first, ordered.end(), [](const auto& a, const auto& b) {
            return with_blanks(a.version) < with_blanks(b.version);
        });
        return ordered;
    }

private:
    void take(const SourceFile& file) {
        const auto name = flyway_name(file.path);
        if (!name) return problems_.push_back(passed_over(file));
        switch (name->kind) {
            case FlywayKind::versioned:
                return put(*name, file.shown, script(file));
            case FlywayKind::undo:
                return put_down(*name, script(file));
            case FlywayKind::repeatable:
                return put_repeatable(*name, script(file));
            case FlywayKind::baseline:
                baselines_.emplace(name->version, &file);
                return;
            case FlywayKind::callback:
                return note_callback(file, name->description);
        }
    }

    void note_callback(const SourceFile& file, const std::string& event) {
        problems_.push_back({"callback", file.shown, 0,
                             "Flyway runs this script at \"" + event + "\", the tool does not",
                             event.starts_with("before")
                                 ? "name it with PREREQUISITES or --prerequisites, if the "
                                   "migrations need what it makes"
                                 : ""});
    }

    // A script with a placeholder that has no value cannot run, so its text does not matter.
    DraftScript script(const SourceFile& file) {
        const auto its = read_flyway_script_settings(file.shown, problems_);
        Placeholders placeholders = settings_.placeholders;
        placeholders.are_replaced =
            its.are_placeholders_replaced.value_or(placeholders.are_replaced);
        placeholders.values["flyway:filename"] = file.path.substr(file.path.rfind('/') + 1);
        auto replaced =
            replace_placeholders(file, placeholders, problems_).value_or(ReplacedText{});
        DraftScript script{file.path, file.shown, std::move(replaced.text),
                           !its.in_transaction.value_or(settings_.in_transaction)};
        script.origins = std::move(replaced.origins);
        if (script.text != file.text) script.file_text = file.text;
        return script;
    }

    void put(const FlywayName& name, const std::string& shown, DraftScript script) {
        Draft& draft = versions_[name.version];
        if (draft.up) return report_taken(name.version, shown, draft.up->shown);
        draft.version = name.version;
        draft.slug = name.description;
        draft.up = std::move(script);
    }

    // Folders with the same versions are mostly for one kind of database each.
    void report_taken(const std::string& version, const std::string& shown, const std::string& by) {
        Problem problem = version_taken(version, shown, by);
        if (std::filesystem::path(shown).parent_path() != std::filesystem::path(by).parent_path())
            problem.hint += ", or name one of the folders, if Flyway is given one alone";
        problems_.push_back(problem);
    }

    void put_down(const FlywayName& name, DraftScript script) {
        Draft& draft = versions_[name.version];
        if (draft.down) return report_taken(name.version, script.shown, draft.down->shown);
        if (!draft.up) {
            draft.version = name.version;
            draft.slug = name.description;
        }
        draft.down = std::move(script);
    }

    void put_repeatable(const FlywayName& name, DraftScript script) {
        const std::string version = repeatable_version(name.description);
        Draft& draft = repeatables_[version];
        if (draft.up)
            return problems_.push_back({"duplicate-version", script.shown, 0,
                                        "the description \"" + with_blanks(name.description) +
                                            "\" is already taken by \"" + draft.up->shown + "\"",
                                        "give one of the two another description"});
        draft.version = version;
        draft.up = std::move(script);
        draft.repeatable = true;
    }

    void take_other_language(const std::string& neighbour) {
        for (const auto& [suffix, language] : languages) {
            const auto name = flyway_name(neighbour, suffix);
            if (!name || !name->has_separator || name->kind == FlywayKind::callback) continue;
            const std::string shown = sources_.shown(neighbour);
            problems_.push_back(script_in_other_language(shown, language));
            if (name->kind == FlywayKind::versioned) put(*name, shown, {neighbour, shown, ""});
            return;
        }
    }

    void report_left_out(const std::filesystem::path& script) {
        const auto name = flyway_name(script.filename().string());
        if (name && name->kind != FlywayKind::callback)
            problems_.push_back(left_out(script, "Flyway"));
    }

    // On a new database Flyway begins with the newest baseline, which stands for all versions up to
    // its own. Where the set still has those, they make the same, and old databases have them.
    void take_baselines() {
        if (baselines_.empty()) return;
        const auto& [newest, newest_file] = *baselines_.rbegin();
        const auto first = std::find_if(versions_.begin(), versions_.end(),
                                        [](const auto& each) { return each.second.up; });
        const bool has_versions =
            first != versions_.end() && !flyway_version_less(newest, first->first);
        for (const auto& [version, file] : baselines_) {
            if (has_versions)
                note_baseline(*file, "the set has the versions that it stands for, from \"" +
                                         first->second.up->shown + "\" on");
            else if (file != newest_file)
                note_baseline(*file, "\"" + newest_file->shown + "\" is newer");
        }
        if (!has_versions)
            put(*flyway_name(newest_file->path), newest_file->shown, script(*newest_file));
    }

    void note_baseline(const SourceFile& file, const std::string& reason) {
        problems_.push_back(
            {"baseline", file.shown, 0, "a baseline migration that does not run: " + reason, ""});
    }

    const SourceFiles& sources_;
    Problems& problems_;
    FlywaySettings settings_;
    std::map<std::string, Draft, FlywayVersionOrder> versions_;
    std::map<std::string, Draft, VersionOrder> repeatables_;
    std::map<std::string, const SourceFile*, FlywayVersionOrder> baselines_;
};

}  // namespace

std::vector<Draft> read_flyway_drafts(const SourceFiles& sources, Problems& problems) {
    return FlywayReader(sources, problems).run();
}

}  // namespace migration

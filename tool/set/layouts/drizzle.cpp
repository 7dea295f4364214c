// NAME.sql in the order of meta/_journal.json, see set/drizzle_journal.hpp. The name is the
// migration's identity: two branches may have given one number to two migrations.

#include <algorithm>
#include <map>

#include "set/drizzle_journal.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "NAME.sql in meta/_journal.json";
constexpr std::string_view journal_file = "meta/_journal.json";

// Drizzle sends what stands between the marks one by one, with or without a semicolon at the end.
std::string with_ended_statements(std::string text) {
    constexpr std::string_view mark = "--> statement-breakpoint";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
        text.replace(at, mark.size(), ";");
    return text;
}

void report_missing_file(const std::string& shown, const JournalEntry& entry, Problems& problems) {
    problems.push_back({"missing-file", shown, 0,
                        "no such file, but line " + std::to_string(entry.line) + " of " +
                            std::string(journal_file) + " names it",
                        "add the file, or take the entry out of the journal"});
}

// On a database that has a later migration Drizzle takes it for applied.
void report_skipped(const std::string& shown, const std::string& before, Problems& problems) {
    problems.push_back({"version-order", shown, 0,
                        "Drizzle never runs this migration where \"" + before +
                            "\" is applied, because its time in the journal is not later",
                        "give it a later \"when\" in " + std::string(journal_file)});
}

class DrizzleReader {
public:
    DrizzleReader(const SourceFiles& sources, Problems& problems)
        : sources_(sources), problems_(problems) {
        for (const auto& file : sources.files) files_.emplace(file.path, &file);
    }

    std::vector<Draft> run() {
        const std::string journal = sources_.shown(std::string(journal_file));
        const auto text = read_source(journal, problems_);
        for (const auto& entry : read_journal(text, journal, problems_)) take(entry, journal);
        for (const auto& [path, file] : files_)
            problems_.push_back({"passed-over", file->shown, 0,
                                 "not in " + std::string(journal_file) + ": \"" + path + "\"", ""});
        return std::move(drafts_);
    }

private:
    void take(const JournalEntry& entry, const std::string& journal) {
        const bool is_known = std::any_of(drafts_.begin(), drafts_.end(), [&](const auto& draft) {
            return same_version(draft.version, entry.tag);
        });
        const std::string path = entry.tag + ".sql", shown = sources_.shown(path);
        if (is_known) {
            problems_.push_back({"duplicate-version", journal, entry.line,
                                 "the journal names a script twice: \"" + path + "\"",
                                 "take one of the entries out"});
            return;
        }
        DraftScript up{path, shown, ""};
        if (const auto file = files_.find(path); file != files_.end()) {
            up.text = with_ended_statements(file->second->text);
            if (up.text != file->second->text) up.file_text = file->second->text;
            files_.erase(file);
        } else {
            report_missing_file(shown, entry, problems_);
        }
        if (!drafts_.empty() && entry.when <= latest_.when)
            report_skipped(shown, latest_.tag, problems_);
        else
            latest_ = entry;
        drafts_.push_back({entry.tag, "", false, std::move(up), {}, {}, false, entry.when});
    }

    const SourceFiles& sources_;
    Problems& problems_;
    std::map<std::string, const SourceFile*> files_;  // that no entry has named
    std::vector<Draft> drafts_;
    JournalEntry latest_;
};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    return DrizzleReader(sources, problems).run();
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (!sources.neighbours.contains(journal_file)) return std::nullopt;
    return sources.shown(std::string(journal_file));
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs, Problems&) {
    const auto journal = std::filesystem::path(set.directory) / journal_file;
    if (std::filesystem::exists(journal)) inputs.push_back(journal);
}

}  // namespace

const Layout drizzle_layout{
    .name = "drizzle",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .goes_by_neighbours = true,
    .downs = Downs::none,
    .check = check,
    .maker = "drizzle-kit generate --custom --name",
};

}  // namespace migration

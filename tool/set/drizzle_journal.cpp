#include "set/drizzle_journal.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_text.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

void report_unreadable(const std::string& shown, int line, const std::string& what,
                       Problems& problems) {
    problems.push_back({"journal", shown, line, "not a journal of Drizzle: " + what,
                        "restore the file as drizzle-kit wrote it"});
}

int line_of_name(std::string_view text, const std::string& name) {
    const auto at = text.find(nlohmann::json(name).dump());
    return at == std::string_view::npos ? 0 : line_at(text, at);
}

void check_dialect(const nlohmann::json& journal, std::string_view text, const std::string& shown,
                   Problems& problems) {
    const auto found = journal.find("dialect");
    if (found == journal.end() || *found == "postgresql" || *found == "pg") return;
    const std::string dialect = found->is_string() ? found->get<std::string>() : json_quote(*found);
    problems.push_back({"provider", shown, line_of_name(text, dialect),
                        "the scripts are not for PostgreSQL: \"" + dialect + "\"",
                        "the tool runs scripts for the dialect \"postgresql\" alone"});
}

// As JavaScript's numbers are whole.
bool is_time(const nlohmann::json& value) {
    constexpr double most = 9e15;
    return value.is_number() && value.get<double>() > -most && value.get<double>() < most;
}

}  // namespace

std::vector<JournalEntry> read_journal(std::string_view text, const std::string& shown,
                                       Problems& problems) {
    std::vector<JournalEntry> entries;
    nlohmann::json journal;
    try {
        journal = parse_json<nlohmann::json>(text);
    } catch (const nlohmann::json::parse_error& error) {
        report_unreadable(shown, line_at(text, std::min(error.byte, text.size())), "no JSON",
                          problems);
        return entries;
    } catch (const nlohmann::json::exception&) {
        report_unreadable(shown, 0, "a number that is too large, or lists in lists", problems);
        return entries;
    }
    if (!journal.is_object() || !journal.contains("entries") || !journal["entries"].is_array()) {
        report_unreadable(shown, 0, "no list \"entries\"", problems);
        return entries;
    }
    check_dialect(journal, text, shown, problems);
    for (const auto& entry : journal["entries"]) {
        const bool is_whole = entry.is_object() && entry.contains("tag") &&
                              entry["tag"].is_string() && entry.contains("when") &&
                              is_time(entry["when"]);
        if (!is_whole) {
            report_unreadable(shown, 0, "an entry without \"tag\" and \"when\"", problems);
            continue;
        }
        const auto tag = entry["tag"].get<std::string>();
        entries.push_back({tag, entry["when"].get<std::int64_t>(), line_of_name(text, tag)});
    }
    return entries;
}

}  // namespace migration

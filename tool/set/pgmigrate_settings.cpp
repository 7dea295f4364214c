// The rules are those of yandex-pgmigrate 1.0.13, pgmigrate.py. Of YAML this reads what such files
// have: keys, lists of one item a line or in brackets, and text.

#include "set/pgmigrate_settings.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "set/source_files.hpp"

namespace migration {
namespace {

std::string_view without_comment(std::string_view line) {
    const auto at = line.find(" #");
    return line.starts_with('#') ? "" : line.substr(0, at);
}

class SettingsReader {
public:
    SettingsReader(const std::filesystem::path& file, Problems& problems)
        : shown_(file.string()), problems_(problems) {}

    void run(const std::string& text) {
        for (const auto& [content, end] : lines_of(text)) {
            ++number_;
            const auto line = without_comment(content);
            if (trim(line).empty()) continue;
            const bool is_nested = line.front() == ' ' || line.front() == '\t';
            if (!is_nested && !line.starts_with('-'))
                take_key(line);
            else if (key_ == "callbacks")
                take_callback(trim(line));
        }
    }

private:
    void take_key(std::string_view line) {
        const auto colon = std::min(line.find(':'), line.size());
        key_ = strip_quotes(line.substr(0, colon));
        const auto value = colon < line.size() ? trim(line.substr(colon + 1)) : "";
        if (key_ == "callbacks") take_callbacks(value);
        if (key_ == "session" || key_ == "baseline" || key_ == "target")
            problems_.push_back({"tool-setting", shown_, number_,
                                 "the tool does not follow this setting of pgmigrate: \"" +
                                     one_line(trim(line), 60) + "\"",
                                 ""});
    }

    // "afterAll:grants,beforeAll:roles"
    void take_callbacks(std::string_view value) {
        for (const auto each : split(strip_quotes(value), ',')) {
            const auto colon = each.find(':');
            if (colon == std::string_view::npos) continue;
            event_ = strip_quotes(each.substr(0, colon).substr(each.starts_with('{') ? 1 : 0));
            take_paths(each.substr(colon + 1));
        }
    }

    void take_callback(std::string_view line) {
        if (line.starts_with('-')) return take_paths(line.substr(1));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return take_paths(line);
        event_ = strip_quotes(line.substr(0, colon));
        take_paths(line.substr(colon + 1));
    }

    void take_paths(std::string_view paths) {
        for (auto path : split(paths, ',')) {
            const auto first = path.find_first_not_of("[{ \t"),
                       last = path.find_last_not_of("]} \t");
            if (first == std::string_view::npos || last == std::string_view::npos || last < first)
                continue;
            path = strip_quotes(path.substr(first, last + 1 - first));
            problems_.push_back({"callback", shown_, number_,
                                 "pgmigrate runs \"" + std::string(path) + "\" as " +
                                     std::string(event_) + ", the tool does not",
                                 event_.starts_with("before")
                                     ? "name it with PREREQUISITES or --prerequisites, if "
                                       "the migrations need what it makes"
                                     : ""});
        }
    }

    std::string shown_;
    Problems& problems_;
    std::string_view key_, event_;
    int number_ = 0;
};

}  // namespace

void note_pgmigrate_settings(const std::filesystem::path& file, Problems& problems) {
    const std::string text = read_source(file, problems);
    SettingsReader(file, problems).run(text);
}

}  // namespace migration

#include "snapshot/case_file.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view case_mark = "## ";

struct Field {
    std::string name;
    std::string text;
    int line = 0;
};

[[noreturn]] void refuse(const std::string& file, int line, const std::string& message) {
    throw Error(ErrorKind::usage, file + ":" + std::to_string(line) + ": " + message);
}

std::vector<std::string> read_then(const Field& field, const std::string& file) {
    std::vector<std::string> changes;
    if (trim(field.text) == "nothing") return changes;
    for (const auto line : split(field.text, '\n')) {
        const auto change = trim(line);
        if (change.empty()) continue;
        if (change.size() < 3 ||
            std::string_view("+-~").find(change[0]) == std::string_view::npos || change[1] != ' ')
            refuse(file, field.line,
                   "expected \"+ key\", \"- key\" or \"~ key\" but found \"" + std::string(change) +
                       "\"");
        changes.emplace_back(change);
    }
    sort_by_key(changes);
    if (std::adjacent_find(changes.begin(), changes.end()) != changes.end())
        refuse(file, field.line, "the same change twice");
    return changes;
}

std::string read_off(const Field& field, const std::string& file) {
    const auto text = trim(field.text);
    if (!text.starts_with("off (") || !text.ends_with(")"))
        refuse(file, field.line,
               "expected \"off (reason)\" but found \"" + std::string(text) + "\"");
    return std::string(text.substr(5, text.size() - 6));
}

void read_field(SnapshotCase& into, const Field& field, const std::string& file) {
    const auto text = std::string(trim(field.text));
    if (text.empty()) refuse(file, field.line, "\"" + field.name + "\" is empty");
    if (field.name == "given")
        into.given = text;
    else if (field.name == "when")
        into.when = text;
    else if (field.name == "then")
        into.then = read_then(field, file);
    else if (field.name == "needs")
        into.needs.push_back(text);
    else if (field.name == "fails")
        into.fails = text;
    else if (field.name == "hidden")
        into.hidden = text;
    else if (field.name == "noise")
        into.noise = text;
    else if (field.name == "oracle")
        into.oracle_off = read_off(field, file);
    else if (field.name == "server" && text == "replicating")
        into.replicating = true;
    else
        refuse(file, field.line, "unknown field: \"" + field.name + ": " + text + "\"");
}

// One part of the file: its head, or a case.
struct Part {
    std::string name;
    int line = 0;
    std::vector<Field> fields;
};

void read_line(std::vector<Part>& parts, std::string_view line, int number,
               const std::string& file) {
    auto& fields = parts.back().fields;
    if (line.starts_with(case_mark)) {
        parts.push_back({std::string(trim(line.substr(case_mark.size()))), number, {}});
    } else if (line.starts_with("#") || trim(line).empty()) {
        return;
    } else if (line.front() == ' ') {
        if (fields.empty()) refuse(file, number, "expected a field before an indented line");
        fields.back().text.append("\n").append(line);
    } else {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) refuse(file, number, "expected \"field: text\"");
        fields.push_back(
            {std::string(line.substr(0, colon)), std::string(line.substr(colon + 1)), number});
    }
}

std::vector<Part> cut_parts(const std::string& text, const std::string& file) {
    std::vector<Part> parts{{"", 0, {}}};
    int number = 0;
    for (const auto line : split(text, '\n')) read_line(parts, line, ++number, file);
    return parts;
}

SnapshotCase read_case(SnapshotCase made, const Part& part, const std::string& file) {
    made.name = part.name;
    made.file = file;
    made.line = part.line;
    bool expects = false;
    for (const auto& field : part.fields) {
        read_field(made, field, file);
        expects = expects || field.name == "then";
    }
    if (made.when.empty() || !expects) refuse(file, part.line, "expected \"when\" and \"then\"");
    return made;
}

}  // namespace

void sort_by_key(std::vector<std::string>& changes) {
    std::sort(changes.begin(), changes.end(), [](const std::string& one, const std::string& other) {
        return std::string_view(one).substr(2) < std::string_view(other).substr(2);
    });
}

std::vector<SnapshotCase> parse_cases(const std::string& text, const std::string& file) {
    const auto parts = cut_parts(text, file);
    SnapshotCase common;
    for (const auto& field : parts.front().fields) read_field(common, field, file);
    std::vector<SnapshotCase> cases;
    std::set<std::string> names;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (!names.insert(parts[i].name).second)
            refuse(file, parts[i].line, "a second case of the name \"" + parts[i].name + "\"");
        cases.push_back(read_case(common, parts[i], file));
    }
    if (cases.empty()) refuse(file, 1, "expected at least one case");
    return cases;
}

}  // namespace migration

#include "set/annotations.hpp"

#include <functional>
#include <regex>

#include "base/text.hpp"
#include "sql/comments.hpp"

namespace migration {
namespace {

struct Line {
    std::string name;
    std::string value;
    std::string file;
    int number;
};

void report(Problems& problems, const Line& line, const char* rule, const std::string& message,
            std::string hint) {
    problems.push_back({rule, line.file, line.number, message, std::move(hint)});
}

void set_reason(std::optional<std::string>& reason, const Line& line, Problems& problems) {
    if (line.value.empty())
        report(problems, line, "waiver-without-reason",
               "a waiver needs a reason: \"@" + line.name + "\"",
               "write \"-- @" + line.name + ": why this is right here\"");
    reason = line.value;
}

void set_duration(std::optional<std::string>& duration, const Line& line, Problems& problems) {
    if (!is_duration(line.value))
        report(problems, line, "annotation-value",
               "expected a duration for \"@" + line.name + "\" but found \"" + line.value + "\"",
               "write a number with a unit of PostgreSQL's, such as 500ms, 5s or 10min");
    else
        duration = line.value;
}

void add_words(std::vector<std::string>& words, const Line& line, Problems& problems) {
    const std::size_t before = words.size();
    for (const auto part : split(line.value, ','))
        for (const auto word : split(part, ' '))
            if (!trim(word).empty()) words.emplace_back(trim(word));
    if (words.size() == before)
        report(problems, line, "annotation-value", "expected a value for \"@" + line.name + "\"",
               "");
}

void add_dependencies(Annotations& annotations, const Line& line, Problems& problems) {
    std::vector<std::string> versions;
    add_words(versions, line, problems);
    for (auto& version : versions) annotations.depends.push_back({std::move(version), line.number});
}

void add_waiver(Annotations& annotations, const Line& line, Problems& problems) {
    const auto space = line.value.find_first_of(" \t:");
    const std::string rule = line.value.substr(0, space);
    const std::string reason(
        space == std::string::npos ? "" : trim(std::string_view(line.value).substr(space + 1)));
    const auto& rules = waivable_rules();
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) {
        const auto guess = nearest(rule, rules);
        report(problems, line, "unknown-rule", "unknown kind in \"@allow\": \"" + rule + "\"",
               guess ? "did you mean \"" + *guess + "\"?" : "kinds are " + join(rules, ", "));
    } else if (reason.empty()) {
        report(problems, line, "waiver-without-reason",
               "a waiver needs a reason: \"@allow: " + rule + "\"",
               "write \"-- @allow: " + rule + " why this is right here\"");
    } else {
        annotations.allow[rule] = reason;
    }
}

using Reader = std::function<void(Annotations&, const Line&, Problems&)>;

const std::map<std::string, Reader>& readers() {
    static const std::map<std::string, Reader> table{
        {"no-transaction", [](Annotations& a, const Line&, Problems&) { a.no_transaction = true; }},
        {"irreversible",
         [](Annotations& a, const Line& l, Problems& p) { set_reason(a.irreversible, l, p); }},
        {"lossy", [](Annotations& a, const Line& l, Problems& p) { set_reason(a.lossy, l, p); }},
        {"not-idempotent",
         [](Annotations& a, const Line& l, Problems& p) { set_reason(a.not_idempotent, l, p); }},
        {"depends", add_dependencies},
        {"requires-extension", [](Annotations& a, const Line& l,
                                  Problems& p) { add_words(a.requires_extensions, l, p); }},
        {"lock-timeout",
         [](Annotations& a, const Line& l, Problems& p) { set_duration(a.lock_timeout, l, p); }},
        {"statement-timeout", [](Annotations& a, const Line& l,
                                 Problems& p) { set_duration(a.statement_timeout, l, p); }},
        {"allow", add_waiver},
    };
    return table;
}

// The name that was meant by one that is none.
std::optional<std::string> guess_at(const std::string& name) {
    std::vector<std::string> names;
    for (const auto& [known, reader] : readers()) names.push_back("@" + known);
    return nearest("@" + name, names);
}

void read_line(Annotations& annotations, const Line& line, Problems& problems) {
    const auto found = readers().find(line.name);
    if (found != readers().end()) return found->second(annotations, line, problems);
    std::vector<std::string> names;
    for (const auto& [name, reader] : readers()) names.push_back("@" + name);
    // Other programs have marks of their own, which are none of ours.
    const auto guess = guess_at(line.name);
    report(problems, line, guess ? "unknown-annotation" : "other-annotation",
           "unknown annotation: \"@" + line.name + "\"",
           guess ? "did you mean \"" + *guess + "\"?" : "annotations are " + join(names, ", "));
}

// "@lossy: why" → name "lossy", value "why"; nothing for other comments.
std::optional<Line> annotation_line(const LineComment& comment, std::string_view script,
                                    const std::string& file) {
    if (!comment.text.starts_with("@")) return std::nullopt;
    const auto end = std::min(comment.text.find_first_of(": \t"), comment.text.size());
    auto value = trim(comment.text.substr(end));
    if (value.starts_with(":")) value = trim(value.substr(1));
    return Line{std::string(comment.text.substr(1, end - 1)), std::string(value), file,
                line_at(script, comment.offset)};
}

// Where the statement ends, with its data if it is a COPY. Comment lines behind it, before its
// semicolon or the script's end, are no part of it; with a quote in it such a line may be the end
// of a string.
std::size_t end_of(const Statement& statement, std::string_view text) {
    if (statement.data_offset > 0) return statement.data_offset + statement.data_length;
    auto sql = text.substr(statement.offset, statement.length);
    for (auto line = last_line(sql); line.size() < sql.size(); line = last_line(sql)) {
        const bool is_comment =
            trim(line).starts_with("--") && line.find_first_of("'\"$*") == std::string_view::npos;
        if (!is_comment && !trim(line).empty()) break;
        sql.remove_suffix(line.size() + 1);
    }
    return statement.offset + sql.size();
}

// The comments between a statement and the next, but for a remark on the statement's own line.
std::vector<LineComment> comments_behind(const Statement& statement, std::string_view text,
                                         std::size_t next) {
    std::vector<LineComment> comments;
    std::size_t at = end_of(statement, text);
    const auto own_line_end = line_end(text, at);
    while (at < next) {
        const auto gap = text.substr(at, next - at);
        for (const auto& comment : leading_line_comments(gap))
            if (at + comment.offset > own_line_end)
                comments.push_back({at + comment.offset, comment.text});
        at += leading_blank(gap) + 1;  // behind it a semicolon, or what ends COPY data
    }
    return comments;
}

}  // namespace

bool is_duration(const std::string& text) {
    static const std::regex shape("[0-9]+ ?(us|ms|s|min|h|d)?");
    constexpr std::size_t longest = 40;  // std::regex takes the stack for each byte
    return text.size() <= longest && std::regex_match(text, shape);
}

const std::vector<std::string>& waivable_rules() {
    static const std::vector<std::string> rules{"left_behind", "lost",     "changed", "order",
                                                "data",        "volatile", "refuses", "repeats"};
    return rules;
}

Annotations read_annotations(std::string_view text, const std::string& file, Problems& problems) {
    Annotations annotations;
    for (const auto& comment : leading_line_comments(text))
        if (const auto line = annotation_line(comment, text, file))
            read_line(annotations, *line, problems);
    return annotations;
}

void check_annotation_places(const Script& script, const std::string& file, Problems& problems) {
    const auto& statements = script.statements;
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const auto next = i + 1 < statements.size() ? statements[i + 1].offset : script.text.size();
        for (const auto& comment : comments_behind(statements[i], script.text, next)) {
            const auto line = annotation_line(comment, script.text, file);
            if (line && guess_at(line->name))
                report(problems, *line, "misplaced-annotation",
                       "an annotation that has no effect here: \"@" + line->name + "\"",
                       "annotations stand above the first statement");
        }
    }
}

}  // namespace migration

// What a script in psql's dialect takes from other files: \i, \ir and \copy.

#include <algorithm>

#include "set/psql_reader.hpp"
#include "sql/psql_copy.hpp"

namespace migration {
namespace {

constexpr std::size_t deepest_include = 16;
constexpr std::size_t most_includes = 10'000;

PsqlRefusal inside_statement() {
    return {"a command that runs inside a statement", "end the statement before it with \";\""};
}

}  // namespace

void PsqlReader::include(const Command& command) {
    if (command.values.empty()) return refuse(without_argument(), command.shown);
    if (is_in_statement()) return refuse(inside_statement(), command.shown);
    const std::string& name = command.values.front();
    if (name == "-")
        return refuse({"a runner has no standard input", "name a file of the set"}, command.shown);
    if (sources_.size() > deepest_include)
        return refuse({"files that include each other more than 16 deep", "include less deeply"},
                      command.shown);
    if (++includes_ > most_includes) {
        refuse({"a script that includes more than 10000 files", "include fewer"}, command.shown);
        is_stopped_ = true;
        return;
    }
    const bool is_relative = command.name == "ir" || command.name == "include_relative";
    const std::string& here = source().name.empty() ? name_ : source().name;
    const auto opened = is_relative ? files_.open_beside(here, name) : files_.open(name);
    if (const auto* refusal = std::get_if<PsqlRefusal>(&opened))
        return refuse(*refusal, command.shown);
    const auto& file = std::get<PsqlFile>(opened);
    if (file.name == name_ || std::any_of(sources_.begin(), sources_.end(),
                                          [&](const auto& open) { return open.name == file.name; }))
        return refuse({"a file that includes itself", "remove the command", file.name}, "");
    begin_line();
    sources_.push_back({file.text, file.name});
    mark_origin();
    read_source();
    finish_included();
    sources_.pop_back();
    mark_origin();
}

// psql sends what stands behind the last semicolon, too.
void PsqlReader::finish_included() {
    Source& here = source();
    if (is_stopped_) return;
    refuse_open_condition();
    begin_line();
    const bool is_open = here.statement.has_begun();
    if (is_open && here.lexer.is_in_code()) put(";", TokenKind::mark);
    if (!here.lexer.is_in_code() || here.statement.has_begun())
        return refuse({"a file that ends inside a string, a comment or parentheses",
                       "close them in the file", here.name},
                      "");
    begin_line();
    if (here.copies > 0) append("\\.\n");
}

void PsqlReader::copy(const Command& command) {
    if (is_in_statement()) return refuse(inside_statement(), command.shown);
    auto read = read_psql_copy(command.rest);
    if (const auto* refusal = std::get_if<PsqlRefusal>(&read))
        return refuse(*refusal, command.shown);
    const auto& [statement, name] = std::get<PsqlCopy>(read);
    if (!name) {
        append(statement + ";");
        ++source().copies;
        return;
    }
    const auto opened = files_.open(*name);
    if (const auto* refusal = std::get_if<PsqlRefusal>(&opened))
        return refuse(*refusal, command.shown);
    const auto data = copy_data_of(std::get<PsqlFile>(opened).text);
    if (const auto* refusal = std::get_if<PsqlRefusal>(&data))
        return refuse(*refusal, command.shown);
    begin_line();
    append(statement + ";");
    append(std::get<std::string>(data));
    mark_origin();
}

}  // namespace migration

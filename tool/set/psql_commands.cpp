#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "set/psql_reader.hpp"
#include "sql/psql_cells.hpp"

namespace migration {
namespace {

PsqlRefusal unknown_command() {
    return {"commands of psql are not SQL",
            "write plain SQL; of psql's commands the tool runs \\i, \\ir, \\set, \\unset, \\if, "
            "\\gexec and \\copy … from, and those that only change what psql shows"};
}

}  // namespace

PsqlRefusal PsqlReader::without_argument() {
    return {"a command without its argument", "write the argument"};
}

const PsqlReader::CommandRow* PsqlReader::find_command(std::string_view name) {
    static constexpr CommandRow rows[] = {
        {"a", nullptr},
        {"C", nullptr},
        {"H", nullptr},
        {"T", nullptr},
        {"copy", &PsqlReader::copy, false, true},
        {"echo", nullptr},
        {"elif", &PsqlReader::elif, true},
        {"else", &PsqlReader::otherwise, true},
        {"encoding", &PsqlReader::encoding},
        {"endif", &PsqlReader::end_if, true},
        {"f", nullptr},
        {"g", &PsqlReader::send},
        {"gexec", &PsqlReader::run_cells},
        {"gset", &PsqlReader::no_answer},
        {"gx", &PsqlReader::send},
        {"html", nullptr},
        {"i", &PsqlReader::include, false, false, true},
        {"if", &PsqlReader::begin_if, true},
        {"include", &PsqlReader::include, false, false, true},
        {"include_relative", &PsqlReader::include, false, false, true},
        {"ir", &PsqlReader::include, false, false, true},
        {"pset", nullptr},
        {"qecho", nullptr},
        {"restrict", &PsqlReader::restrict, false, false, true},
        {"set", &PsqlReader::set},
        {"t", nullptr},
        {"timing", nullptr},
        {"unrestrict", &PsqlReader::unrestrict, false, false, true},
        {"unset", &PsqlReader::unset},
        {"warn", nullptr},
        {"x", nullptr},
    };
    const auto* found = std::find_if(std::begin(rows), std::end(rows),
                                     [&](const auto& row) { return row.name == name; });
    return found == std::end(rows) ? nullptr : found;
}

void PsqlReader::read_command() {
    Source& here = source();
    ++commands_;
    const auto text = here.text;
    auto stop = std::min(text.find('\n', here.at), text.size());
    if (stop > here.at && text[stop - 1] == '\r') --stop;
    const auto line = text.substr(0, stop);
    const auto next = line.substr(here.at + 1, 1);
    if (next == ":") {
        here.at += 2;
        return put(":", TokenKind::mark);
    }
    const auto name_end = std::min(line.find_first_of(" \t\f\r\\", here.at + 1), stop);
    Command command{line.substr(here.at + 1, name_end - here.at - 1), line.substr(here.at),
                    line.substr(name_end)};
    const CommandRow* row = find_command(command.name);
    const bool is_skipped = !here.conditions.is_active() && (row == nullptr || !row->is_branching);
    if (!restricted_.empty() && command.name != "unrestrict") {
        refuse({R"(a command behind \restrict, where psql takes \unrestrict alone)",
                "write the command before \\restrict, or behind \\unrestrict"},
               command.shown);
    } else if (is_skipped && next == ";") {
        here.at += 2;
        return;
    } else if (command.rest.find('\r') != std::string_view::npos) {
        refuse({"a line of a command with a carriage return inside", "end lines with LF or CRLF"},
               command.shown);
    } else if (row == nullptr) {
        if (!is_skipped) refuse(unknown_command(), command.shown);
    } else {
        here.at = run_command(*row, command, line, name_end);
        return;
    }
    here.at = stop;
}

// Where the reading goes on.
std::size_t PsqlReader::run_command(const CommandRow& row, Command& command, std::string_view line,
                                    std::size_t behind_name) {
    const bool is_active = source().conditions.is_active();
    std::size_t end = line.size();
    if (!row.takes_line) {
        PsqlArguments arguments = read_arguments(line, behind_name, use_of(row), variables_,
                                                 expansion_, row.drops_semicolons);
        end = arguments.end;
        if (arguments.refusal) {
            refuse(*arguments.refusal, command.shown);
            is_stopped_ = is_stopped_ || arguments.is_too_long;
            if (!row.is_branching) return line.size();
            arguments.values = {"false"};
        }
        for (const auto& name : arguments.tested) note_test(name);
        command.shown.remove_suffix(line.size() - end);
        command.values = std::move(arguments.values);
    }
    if (row.run != nullptr && (is_active || row.is_branching)) (this->*row.run)(command);
    return end;
}

ArgumentUse PsqlReader::use_of(const CommandRow& row) {
    const auto& conditions = source().conditions;
    if (row.name == "elif")
        return conditions.elif_decides() ? ArgumentUse::evaluated : ArgumentUse::skipped;
    if (!conditions.is_active()) return ArgumentUse::skipped;
    return row.run == nullptr ? ArgumentUse::shown : ArgumentUse::evaluated;
}

void PsqlReader::set(const Command& command) {
    if (command.values.empty()) return;
    std::string value;
    for (std::size_t i = 1; i < command.values.size(); ++i) value += command.values[i];
    if (const auto refusal = variables_.set(command.values.front(), std::move(value)))
        refuse(*refusal, command.shown);
}

void PsqlReader::unset(const Command& command) {
    if (command.values.empty()) return refuse(without_argument(), command.shown);
    if (const auto refusal = variables_.unset(command.values.front()))
        refuse(*refusal, command.shown);
}

bool PsqlReader::holds(const Command& command) {
    const std::string expression = join(command.values, " ");
    const auto value = psql_boolean(expression);
    if (!value)
        refuse({"expected true or false behind \\" + std::string(command.name) + " but found",
                "a variable that nothing has set stays as it is written", expression},
               "");
    return value.value_or(false);
}

void PsqlReader::begin_if(const Command& command) {
    auto& conditions = source().conditions;
    conditions.begin(conditions.is_active() && holds(command), line_of_source());
}

void PsqlReader::elif (const Command& command) {
    auto& conditions = source().conditions;
    if (!conditions.elif (conditions.elif_decides() && holds(command)))
        refuse({R"(\elif without its \if, or behind \else)", "remove the command"}, command.shown);
}

void PsqlReader::otherwise(const Command& command) {
    if (!source().conditions.otherwise())
        refuse({R"(\else without its \if, or behind \else)", "remove the command"}, command.shown);
}

void PsqlReader::end_if(const Command& command) {
    if (!source().conditions.end())
        refuse({R"(\endif without its \if)", "remove the command"}, command.shown);
}

void PsqlReader::send(const Command& command) {
    if (!command.values.empty() || !source().statement.has_begun())
        return refuse(unknown_command(), command.shown);
    put(";", TokenKind::mark);
}

void PsqlReader::run_cells(const Command& command) {
    Source& here = source();
    if (!here.statement.has_begun()) return refuse(unknown_command(), command.shown);
    cells_.push_back(here.statement_begin);
    const std::string query = text_.substr(here.statement_begin);
    text_.erase(here.statement_begin);
    here.statement = StatementShape();
    append(run_cells_of(query) + ";");
}

void PsqlReader::restrict(const Command& command) {
    if (command.values.empty()) return refuse(without_argument(), command.shown);
    restricted_ = command.values.front();
}

void PsqlReader::unrestrict(const Command& command) {
    if (restricted_.empty() || command.values.empty() || command.values.front() != restricted_)
        return refuse({R"(\unrestrict without a \restrict of its key)", "remove the command"},
                      command.shown);
    restricted_.clear();
}

void PsqlReader::encoding(const Command& command) {
    std::string name;
    for (const char c : command.values.empty() ? "utf8" : to_lower(command.values.front()))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
    if (name != "utf8" && name != "unicode")
        refuse({"scripts are read as UTF-8", "save the file as UTF-8, and remove the command"},
               command.shown);
}

void PsqlReader::no_answer(const Command& command) {
    refuse({"the tool does not know what the server would answer",
            "write the query into the statement that uses its answer"},
           command.shown);
}

}  // namespace migration

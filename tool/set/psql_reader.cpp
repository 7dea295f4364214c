#include "set/psql_reader.hpp"

#include <algorithm>

#include "base/ledger_name.hpp"
#include "base/text.hpp"
#include "set/psql_script.hpp"
#include "sql/classify.hpp"
#include "sql/copy_cuts.hpp"

namespace migration {
namespace {

bool is_copy_in(const std::string& statement) {
    const LedgerName ledger;
    return classify(statement, ledger, usual_search_path(ledger)).kind == StatementKind::copy_in;
}

// A command of psql without its arguments where these may be a secret, as of \set.
std::string without_secret(std::string_view command) {
    const bool may_be_secret = to_lower(command).find("pass") != std::string::npos;
    return one_line(may_be_secret ? command.substr(0, command.find_first_of(" \t")) : command, 60);
}

}  // namespace

void PsqlReader::run() {
    sources_.push_back({draft_.text, ""});
    mark_origin();
    read_source();
    refuse_open_condition();
}

void PsqlReader::read_source() {
    Source& here = source();
    while (here.at < here.text.size() && !is_stopped_) {
        if (here.copies > 0) {
            here.copy_line_end = line_end(here.text, here.at);
            if (here.at == here.copy_line_end) {
                read_copy_data();
                continue;
            }
        }
        const auto text = here.copies > 0 ? here.text.substr(0, here.copy_line_end) : here.text;
        if (here.lexer.is_in_code() && text[here.at] == '\\')
            read_command();
        else if (here.lexer.is_in_code() && text[here.at] == ':')
            here.at = read_colon(text, here.at);
        else
            here.at = read_token(text, here.at);
    }
}

std::size_t PsqlReader::read_token(std::string_view text, std::size_t at) {
    const Token token = source().lexer.next(text, at);
    put(text.substr(at, token.end - at), token.kind);
    return token.end;
}

// "::" and ":=" are no use of a variable.
std::size_t PsqlReader::read_colon(std::string_view text, std::size_t at) {
    const auto two = text.substr(at, 2);
    if (two == "::" || two == ":=") {
        put(two, TokenKind::mark);
        return at + 2;
    }
    const auto use = variable_at(text, at);
    if (!use) {
        put(":", TokenKind::mark);
        return at + 1;
    }
    if (source().conditions.is_active()) expand(*use, text.substr(at, use->end - at));
    return use->end;
}

void PsqlReader::expand(const VariableUse& use, std::string_view written) {
    auto& expanded = source().expanded;
    const bool is_inside_itself =
        std::find(expanded.begin(), expanded.end(), use.name) != expanded.end();
    // Before the value is asked for: it may be long, and hold the name as often.
    if (use.form == VariableForm::plain && is_inside_itself) return put(written, TokenKind::mark);
    const auto value = variables_.value(use);
    if (const auto* refusal = std::get_if<PsqlRefusal>(&value)) return refuse(*refusal, "");
    const auto& text = std::get<std::optional<std::string>>(value);
    if (!text) return put(written, TokenKind::mark);
    if (use.form == VariableForm::test) note_test(use.name);
    const bool has_lines = text->find_first_of("\r\n") != std::string::npos;
    if (has_lines && source().copies > 0)
        return refuse({"a value of several lines on the line of a COPY",
                       "write the COPY on a line of its own"},
                      written);
    if (!expansion_.add(text->size())) {
        is_stopped_ = true;
        return refuse(PsqlExpansion::refusal(), written);
    }
    if (has_lines) mark_origin(true);
    if (use.form == VariableForm::plain) {
        expanded.push_back(use.name);
        read_value(*text);
        expanded.pop_back();
    } else {
        put(*text, use.form == VariableForm::test ? TokenKind::word : TokenKind::quoted);
    }
    if (has_lines) mark_origin();
}

void PsqlReader::read_value(const std::string& value) {
    for (std::size_t at = 0; at < value.size() && !is_stopped_;) {
        if (source().lexer.is_in_code() && value[at] == '\\')
            return refuse({"a command in the value of a variable",
                           "write the command where the variable is used"},
                          ":" + source().expanded.back());
        if (source().lexer.is_in_code() && value[at] == ':')
            at = read_colon(value, at);
        else
            at = read_token(value, at);
    }
}

// Those of the first COPY of the line come first. The data of an included file end with it.
void PsqlReader::read_copy_data() {
    Source& here = source();
    std::size_t from = here.copy_line_end;
    for (; here.copies > 0; --here.copies) {
        const auto data = next_line(here.text, from);
        const auto end = find_copy_end(here.text, data);
        const auto behind = line_end(here.text, end);
        append(here.text.substr(from, behind - from));
        if (end == here.text.size() && !here.name.empty()) {
            begin_line();
            append("\\.\n");
        }
        from = behind;
    }
    here.at = from;
}

// In a branch that does not run only the line ends are left.
void PsqlReader::put(std::string_view text, TokenKind kind) {
    Source& here = source();
    if (!here.conditions.is_active()) {
        for (const char c : text)
            if (c == '\n' || c == '\r') text_ += c;
        return;
    }
    if (!here.statement.has_begun()) here.statement_begin = text_.size();
    append(text);
    if (here.statement.take(kind, text)) end_statement();
}

void PsqlReader::append(std::string_view text) {
    if (text_.size() + text.size() <= PsqlFiles::most_bytes) {
        text_ += text;
        return;
    }
    if (!is_stopped_)
        refuse({"the script is larger than 256 MB with what it includes",
                "divide it into several migrations", draft_.path},
               "");
    is_stopped_ = true;
}

void PsqlReader::begin_line() {
    if (!text_.empty() && !text_.ends_with('\n')) text_ += '\n';
}

void PsqlReader::end_statement() {
    Source& here = source();
    if (!here.statement.had_stdin()) return;
    const auto from = here.statement_begin;
    if (is_copy_in(text_.substr(from, text_.size() - 1 - from))) ++here.copies;
}

void PsqlReader::refuse_open_condition() {
    if (const auto line = source().conditions.open_since(); line && !is_stopped_)
        refuse({R"(a condition without its \endif)", "write \\endif behind it"}, "\\if", *line);
}

void PsqlReader::mark_origin(bool is_one_line) {
    const Source& here = source();
    origins_.push_back({text_.size(), line_of_script(), here.name,
                        here.name.empty() ? 0 : line_of_source(), is_one_line});
}

int PsqlReader::line_of_source() {
    Source& here = source();
    here.line += line_ends_in(here.text.substr(here.counted, here.at - here.counted));
    here.counted = here.at;
    return here.line;
}

int PsqlReader::line_of_script() {
    Source& script = sources_.front();
    script.line += line_ends_in(script.text.substr(script.counted, script.at - script.counted));
    script.counted = script.at;
    return script.line;
}

void PsqlReader::refuse(const PsqlRefusal& refusal, std::string_view shown, int line) {
    is_refused_ = true;
    if (line == 0) line = line_of_source();
    const std::string& included = source().name;
    const std::string place = included.empty() ? "" : included + ":" + std::to_string(line) + ": ";
    const std::string what =
        refusal.shown.empty() ? without_secret(shown) : one_line(refusal.shown, 60);
    problems_.push_back({"psql-command", draft_.shown, included.empty() ? line : line_of_script(),
                         place + refusal.message + ": \"" + what + "\"", refusal.hint});
}

void PsqlReader::note_test(const std::string& name) {
    if (!variables_.is_unheard_of(name) || !noted_.insert(name).second) return;
    problems_.push_back({"psql-variable", draft_.shown, line_of_script(),
                         "nothing in the script sets this variable of psql: \"" + name + "\"",
                         "the tool takes it as not set: the runner has no option -v"});
}

void translate_psql(DraftScript& draft, const std::filesystem::path& folder,
                    std::set<std::filesystem::path>& read, Problems& problems) {
    if (draft.text.find('\\') == std::string::npos) return;
    std::set<std::filesystem::path> files;
    const auto name = std::filesystem::path(draft.shown).lexically_relative(folder).string();
    PsqlReader reader(draft, name, PsqlFiles(folder, files));
    reader.run();
    if (!reader.is_psql()) return;
    read.insert(files.begin(), files.end());
    problems.insert(problems.end(), reader.problems().begin(), reader.problems().end());
    draft.cannot_run = reader.is_refused();
    if (draft.cannot_run) return;
    draft.text = reader.take_text();
    draft.origins = reader.take_origins();
    draft.needs_transaction = reader.take_cells();
}

}  // namespace migration

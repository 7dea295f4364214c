#include "apply/stored_script.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "apply/script_runner.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

// How a statement's kind is spelt, where it decides how the statement runs.
constexpr std::pair<StatementKind, std::string_view> kinds[] = {
    {StatementKind::begin, "begin"},
    {StatementKind::begin_read_only, "begin read only"},
    {StatementKind::commit, "commit"},
    {StatementKind::commit_chain, "commit and chain"},
    {StatementKind::roll_back, "rollback"},
    {StatementKind::roll_back_chain, "rollback and chain"},
    {StatementKind::within_transaction, "savepoint"},
    {StatementKind::control, "control"},
    {StatementKind::no_transaction, "outside a transaction"},
    {StatementKind::setting, "setting"},
    {StatementKind::transaction_setting, "transaction setting"},
    {StatementKind::read_only, "read only"},
};
// The outer BEGIN of a script that runs in one transaction: how that is to be opened.
constexpr std::string_view opening = "opening";
constexpr std::string_view kind_prefix = "-- is ";
// Behind it, the length of a COPY statement: its data may hold anything.
constexpr std::string_view copy_of = "copy of ";

std::string kind_line(std::string_view name) {
    return std::string(kind_prefix) + std::string(name) + "\n";
}

std::string kind_line(const Statement& statement) {
    if (statement.kind == StatementKind::copy_in)
        return kind_line(std::string(copy_of) + std::to_string(statement.length) + " bytes");
    for (const auto& [kind, name] : kinds)
        if (kind == statement.kind) return kind_line(name);
    return "";
}

// Takes the line that tells its kind from the front of the statement's text.
std::string_view take_kind(std::string_view sql, Statement& statement) {
    if (!sql.starts_with(kind_prefix)) return sql;
    const auto end = std::min(sql.find('\n'), sql.size());
    const auto name = sql.substr(kind_prefix.size(), end - kind_prefix.size());
    for (const auto& [kind, known] : kinds)
        if (known == name) statement.kind = kind;
    if (name.starts_with(copy_of)) {
        statement.kind = StatementKind::copy_in;
        statement.length =
            std::strtoull(std::string(name.substr(copy_of.size())).c_str(), nullptr, 10);
    }
    if (name == opening) {
        statement.kind = StatementKind::begin;
        statement.left_out = true;
    }
    return trim(sql.substr(end));
}

// The script's own checksum makes a line that its statements cannot hold.
std::string marker(const std::string& checksum, std::string_view what) {
    return "-- " + std::string(what) + " " + checksum.substr(0, 16);
}

// "-- stored in one transaction 0123456789abcdef" → the checksum's part, or nothing.
std::string checksum_of(std::string_view first_line) {
    const auto space = first_line.rfind(' ');
    if (!first_line.starts_with("-- stored ") || first_line.size() - space != 17) return "";
    return std::string(first_line.substr(space + 1));
}

// The script's own time limits stand before its first statement.
constexpr std::string_view lock_timeout_prefix = "-- with lock_timeout ";
constexpr std::string_view statement_timeout_prefix = "-- with statement_timeout ";

std::string limit_line(std::string_view prefix, const std::optional<std::string>& limit) {
    return limit ? "\n" + std::string(prefix) + *limit : "";
}

void take_limit(std::string_view line, Annotations& annotations) {
    for (auto& [prefix, limit] :
         {std::pair{lock_timeout_prefix, &annotations.lock_timeout},
          std::pair{statement_timeout_prefix, &annotations.statement_timeout}})
        if (line.starts_with(prefix)) *limit = std::string(line.substr(prefix.size()));
}

void add_statement(Script& script, std::size_t begin, std::size_t end, bool has_data) {
    Statement statement;
    auto sql = take_kind(trim(std::string_view(script.text).substr(begin, end - begin)), statement);
    if (sql.empty()) return;
    statement.offset = static_cast<std::size_t>(sql.data() - script.text.data());
    statement.line = line_at(script.text, statement.offset);
    if (has_data) {
        // Those that earlier versions have stored do not tell the length.
        if (statement.kind != StatementKind::copy_in)
            statement.length = script.text.find(";\n", statement.offset) - statement.offset;
        statement.kind = StatementKind::copy_in;
        statement.data_offset =
            statement.offset + statement.length + std::string_view(";\n").size();
        statement.data_length = end - statement.data_offset - std::string_view("\\.\n").size();
    } else {
        statement.length = sql.size() - (sql.ends_with(';') ? 1 : 0);
    }
    script.statements.push_back(statement);
}

}  // namespace

std::string stored_script(const Script& script) {
    std::string text = marker(script.checksum, script.transactional ? "stored in one transaction"
                                                                    : "stored by statement");
    text += limit_line(lock_timeout_prefix, script.annotations.lock_timeout) +
            limit_line(statement_timeout_prefix, script.annotations.statement_timeout);
    const Statement* first = script.statements.empty() ? nullptr : &script.statements.front();
    for (const auto& statement : script.statements) {
        const bool opens = &statement == first && statement.left_out &&
                           begins_transaction(statement.kind) &&
                           to_lower(script.sql(statement)) != "begin";
        if (statement.left_out && !opens) continue;
        const bool copies = statement.kind == StatementKind::copy_in;
        text += "\n" + marker(script.checksum, copies ? "copy" : "statement") + "\n";
        text += opens ? kind_line(opening) : kind_line(statement);
        text += terminated(script, statement);
        if (copies) text += copy_data(script, statement);
    }
    return text;
}

Script script_from_store(const std::string& text, const std::string& file) {
    Script script;
    script.file = file;
    script.text = text;
    const std::string checksum = checksum_of(std::string_view(text).substr(0, text.find('\n')));
    if (checksum.empty()) {
        add_statement(script, 0, text.size(), false);
        return script;
    }
    script.transactional = text.starts_with("-- stored in one transaction");
    std::size_t begin = text.size();
    bool copies = false;
    for (std::size_t line = 0; line < text.size();
         line = std::min(text.find('\n', line), text.size() - 1) + 1) {
        const auto content = std::string_view(text).substr(line, text.find('\n', line) - line);
        if (content != marker(checksum, "statement") && content != marker(checksum, "copy")) {
            if (begin == text.size()) take_limit(content, script.annotations);
            continue;
        }
        if (begin < line) add_statement(script, begin, line - 1, copies);
        begin = line + content.size() + 1;
        copies = content == marker(checksum, "copy");
    }
    if (begin < text.size()) add_statement(script, begin, text.size(), copies);
    return script;
}

}  // namespace migration

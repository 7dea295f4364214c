#include "apply/stored_script.hpp"

#include "base/text.hpp"

namespace migration {
namespace {

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

void add_statement(Script& script, std::size_t begin, std::size_t end, bool has_data) {
    const auto sql = trim(std::string_view(script.text).substr(begin, end - begin));
    if (sql.empty()) return;
    Statement statement;
    statement.offset = static_cast<std::size_t>(sql.data() - script.text.data());
    statement.length = sql.size();
    statement.line = line_at(script.text, statement.offset);
    if (has_data) {
        const auto copy_end = script.text.find(";\n", statement.offset);
        statement.kind = StatementKind::copy_in;
        statement.length = copy_end - statement.offset;
        statement.data_offset = copy_end + 2;
        statement.data_length = end - statement.data_offset - std::string_view("\\.\n").size();
    }
    script.statements.push_back(statement);
}

}  // namespace

std::string stored_script(const Script& script) {
    std::string text =
        marker(script.checksum, script.transactional ? "stored in one transaction" : "stored by statement");
    for (const auto& statement : script.statements) {
        if (statement.left_out) continue;
        const bool copies = statement.kind == StatementKind::copy_in;
        text += "\n" + marker(script.checksum, copies ? "copy" : "statement") + "\n";
        text += std::string(script.sql(statement)) + ";\n";
        if (copies) text += script.text.substr(statement.data_offset, statement.data_length) + "\\.\n";
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
        if (content != marker(checksum, "statement") && content != marker(checksum, "copy")) continue;
        if (begin < line) add_statement(script, begin, line - 1, copies);
        begin = line + content.size() + 1;
        copies = content == marker(checksum, "copy");
    }
    if (begin < text.size()) add_statement(script, begin, text.size(), copies);
    return script;
}

}  // namespace migration

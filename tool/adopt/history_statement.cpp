#include "adopt/history_statement.hpp"

#include <algorithm>

#include "adopt/recorded_checksum.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "postgres/session.hpp"

namespace migration {
namespace {

std::string number_of(std::string_view version) {
    const auto first = version.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : std::string(version.substr(first));
}

std::string with_blanks(std::string_view text) {
    std::string words(text);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

// A repeatable migration has its description in its version.
std::string description(const Migration& migration) {
    return with_blanks(migration.repeatable
                           ? std::string_view(migration.version).substr(repeatable_prefix.size())
                           : std::string_view(migration.slug));
}

std::string file_name(const Migration& migration) {
    const std::string& file = migration.up.file;
    return file.substr(file.rfind('/') + 1);
}

// Of "db/1_users/up.sql" it is "1_users".
std::string folder_name(const Migration& migration) {
    const std::string& file = migration.up.file;
    const auto end = file.rfind('/');
    if (end == std::string::npos) return migration.name();
    const std::string folder = file.substr(0, end);
    return folder.substr(folder.rfind('/') + 1);
}

std::string stem(const Migration& migration) {
    const std::string file = file_name(migration);
    return file.substr(0, file.rfind(".sql"));
}

// Behind "--! Hash: " or the like in the head of the script.
std::string head_line(const Migration& migration, std::string_view name) {
    for (const auto& line : lines_of(migration.up.text_of_file())) {
        if (!line.content.starts_with("--!")) break;
        const auto rest = trim(line.content.substr(3));
        if (rest.starts_with(name)) return std::string(trim(rest.substr(name.size())));
    }
    return "-";
}

std::string statements(const Script& script) {
    std::vector<std::string> texts;
    for (const auto& statement : script.statements)
        texts.push_back(quote_literal(script.sql(statement)));
    return "ARRAY[" + join(texts, ", ") + "]::text[]";
}

std::string without_dashes(std::string text) {
    std::erase(text, '-');
    return text;
}

using Value = std::string (*)(const KeptStep& step);

struct Word {
    std::string_view word;
    Value value;  // as SQL
};

std::string number(const KeptStep& step) {
    return number_of(step.migration.version);
}

std::string before(const KeptStep& step) {
    return step.before.empty() ? "NULL::bigint" : number_of(step.before) + "::bigint";
}

std::string journal_time(const KeptStep& step) {
    return std::to_string(step.migration.journal_time.value_or(0));
}

std::string milliseconds(const KeptStep& step) {
    return std::to_string(step.milliseconds);
}

// What is in quotes.
template <auto text>
std::string literal(const KeptStep& step) {
    return quote_literal(text(step.migration));
}

constexpr Word words[]{
    {"{number}", number},
    {"{before}", before},
    {"{milliseconds}", milliseconds},
    {"{journal time}", journal_time},
    {"{statements}", [](const KeptStep& step) { return statements(step.migration.up); }},
    {"{version}", literal<[](const Migration& migration) { return migration.version; }>},
    {"{dashless}",
     literal<[](const Migration& migration) { return without_dashes(migration.version); }>},
    {"{slug}", literal<[](const Migration& migration) { return migration.slug; }>},
    {"{words}", literal<description>},
    {"{path}", literal<[](const Migration& migration) { return migration.up.file; }>},
    {"{file}", literal<file_name>},
    {"{stem}", literal<stem>},
    {"{stem hash}",
     literal<[](const Migration& migration) { return sha256_hex(stem(migration)); }>},
    {"{folder}", literal<folder_name>},
    {"{hash line}",
     literal<[](const Migration& migration) { return head_line(migration, "Hash:"); }>},
    {"{previous line}",
     literal<[](const Migration& migration) { return head_line(migration, "Previous:"); }>},
    {"{crc32}",
     [](const KeptStep& step) {
         const Script& script = step.migration.up;
         return line_crc32(step.migration.repeatable ? script.text : script.text_of_file());
     }},
    {"{sha256}",
     literal<[](const Migration& migration) { return sha256_hex(migration.up.text_of_file()); }>},
    {"{sha384}",
     literal<[](const Migration& migration) { return sha384_hex(migration.up.text_of_file()); }>},
    {"{sip4}", literal<[](const Migration& migration) {
         return refinery_checksum(migration, migration.slug, 4);
     }>},
    {"{sip8}", literal<[](const Migration& migration) {
         return refinery_checksum(migration, migration.slug, 8);
     }>},
};

}  // namespace

// Values may hold what looks like a word: each word of the template is taken once, in order.
std::string history_statement(std::string_view sql, const LedgerName& table, const KeptStep& step) {
    std::string text;
    while (!sql.empty()) {
        const auto open = sql.find('{');
        text += sql.substr(0, open);
        if (open == std::string_view::npos) break;
        sql.remove_prefix(open);
        const auto end = sql.find('}') + 1;
        const auto word = sql.substr(0, end);
        const auto* known = std::find_if(std::begin(words), std::end(words),
                                         [&](const auto& each) { return each.word == word; });
        text += known != std::end(words) ? known->value(step)
                : word == "{table}"
                    ? quote_identifier(table.schema) + "." + quote_identifier(table.table)
                    : std::string(word);
        sql.remove_prefix(end);
    }
    return std::string(trim(text));
}

bool has_number(const Migration& migration) {
    return !migration.version.empty() &&
           migration.version.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace migration

#include "adopt/history_keeper.hpp"

#include <algorithm>
#include <functional>

#include "adopt/adoption.hpp"
#include "adopt/read_history.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

std::string number_of(std::string_view version) {
    const auto digits = version.substr(0, version.find_first_not_of("0123456789"));
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

std::string with_blanks(std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string file_name(const KeptStep& step) {
    if (step.migration == nullptr) return migration_name(step.version, step.slug) + ".sql";
    const std::string& file = step.migration->up.file;
    return file.substr(file.rfind('/') + 1);
}

std::string folder_name(const KeptStep& step) {
    const std::string& file = step.migration->up.file;
    const auto end = file.rfind('/');
    if (end == std::string::npos) return migration_name(step.version, step.slug);
    const auto begin = file.rfind('/', end - 1);
    return file.substr(begin == std::string::npos ? 0 : begin + 1,
                       end - (begin == std::string::npos ? 0 : begin + 1));
}

std::string stem(const KeptStep& step) {
    const std::string file = file_name(step);
    return file.substr(0, file.rfind(".sql"));
}

// Behind "--! Hash: " or the like in the head of the script.
std::string head_line(const KeptStep& step, std::string_view name) {
    for (const auto& line : lines_of(step.migration->up.text)) {
        if (!line.content.starts_with("--!")) break;
        const auto rest = trim(line.content.substr(3));
        if (rest.starts_with(name)) return std::string(trim(rest.substr(name.size())));
    }
    return "-";
}

std::string statements(const KeptStep& step) {
    std::vector<std::string> texts;
    const Script& script = step.migration->up;
    for (const auto& statement : script.statements)
        texts.push_back(quote_literal(script.sql(statement)));
    return "ARRAY[" + join(texts, ", ") + "]::text[]";
}

using Value = std::string (*)(const KeptStep& step);

struct Word {
    std::string_view word;
    Value value;  // as SQL
};

constexpr Word words[]{
    {"{number}", [](const KeptStep& step) { return number_of(step.version); }},
    {"{before}",
     [](const KeptStep& step) {
         return step.before.empty() ? "NULL::bigint" : number_of(step.before) + "::bigint";
     }},
    {"{version}", [](const KeptStep& step) { return quote_literal(step.version); }},
    {"{dashless}",
     [](const KeptStep& step) {
         std::string version = step.version;
         std::erase(version, '-');
         return quote_literal(version);
     }},
    {"{slug}", [](const KeptStep& step) { return quote_literal(step.slug); }},
    {"{words}", [](const KeptStep& step) { return quote_literal(with_blanks(step.slug)); }},
    {"{file}", [](const KeptStep& step) { return quote_literal(file_name(step)); }},
    {"{path}", [](const KeptStep& step) { return quote_literal(step.migration->up.file); }},
    {"{stem}", [](const KeptStep& step) { return quote_literal(stem(step)); }},
    {"{stem hash}", [](const KeptStep& step) { return quote_literal(sha256_hex(stem(step))); }},
    {"{folder}", [](const KeptStep& step) { return quote_literal(folder_name(step)); }},
    {"{milliseconds}", [](const KeptStep& step) { return std::to_string(step.milliseconds); }},
    {"{statements}", statements},
    {"{crc32}", [](const KeptStep& step) { return line_crc32(step.migration->up.text); }},
    {"{sha256}",
     [](const KeptStep& step) { return quote_literal(sha256_hex(step.migration->up.text)); }},
    {"{sha384}",
     [](const KeptStep& step) { return quote_literal(sha384_hex(step.migration->up.text)); }},
    {"{sip4}",
     [](const KeptStep& step) {
         return quote_literal(refinery_checksum(*step.migration, step.slug, 4));
     }},
    {"{sip8}",
     [](const KeptStep& step) {
         return quote_literal(refinery_checksum(*step.migration, step.slug, 8));
     }},
    {"{hash line}", [](const KeptStep& step) { return quote_literal(head_line(step, "Hash:")); }},
    {"{previous line}",
     [](const KeptStep& step) { return quote_literal(head_line(step, "Previous:")); }},
};

std::string quoted(const LedgerName& table) {
    return quote_identifier(table.schema) + "." + quote_identifier(table.table);
}

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
                : word == "{table}"      ? quoted(table)
                                         : std::string(word);
        sql.remove_prefix(end);
    }
    return text;
}

HistoryKeeper::HistoryKeeper(Session& session, const WantedHistory& wanted, const MigrationSet& set)
    : session_(session), found_(find_history(session, wanted)), set_(set) {
    if (found_.tool->record.empty())
        throw Error(ErrorKind::usage,
                    "the history of " + std::string(found_.tool->name) +
                        " cannot be kept in step: " + std::string(found_.tool->why_not_kept),
                    "leave --keep-in-step out, and let only this tool migrate the database");
}

Error HistoryKeeper::lacking(const LedgerRow& row) const {
    const Migration* migration = set_.find(row.version);
    const std::string tool(found_.tool->name);
    return {
        ErrorKind::mismatch,
        tool + " does not have \"" + migration_name(row.version, row.slug) + "\", which is applied",
        migration == nullptr
            ? "use a program that has the migration"
            : "if " + tool + " has undone it, undo it here without --keep-in-step; else add " +
                  "its row: " +
                  history_statement(found_.tool->record, found_.table,
                                    {row.version, row.slug, migration})};
}

void HistoryKeeper::require_in_step(const std::vector<LedgerRow>& applied) {
    const ForeignHistory history = read_history(session_, found_, set_.name);
    const Adoption adoption = adopt(set_, history, *found_.tool, {false, true});
    const std::string tool(found_.tool->name);
    if (!adoption.refusals.empty())
        throw Error(ErrorKind::mismatch,
                    "history of " + tool + " in \"" + history.table +
                        "\": " + adoption.refusals.front().reason,
                    adoption.refusals.front().way_out);
    VersionSet here, there;
    for (const auto& row : applied)
        if (!row.incomplete) here.insert(row.version);
    for (const auto& each : adoption.adopted) {
        there.insert(each.migration->version);
        if (!here.contains(each.migration->version))
            throw Error(ErrorKind::mismatch,
                        tool + " has applied \"" + each.migration->name() +
                            "\", which the ledger does not have",
                        "record it with 'baseline --from " + tool + "'");
    }
    for (const auto& row : applied) {
        const Migration* migration = set_.find(row.version);
        const bool is_told = !row.incomplete && !row.version.starts_with("seeds.") &&
                             (migration == nullptr || !migration->repeatable);
        if (is_told && !there.contains(row.version)) throw lacking(row);
    }
    versions_.clear();
    for (const auto& migration : set_.migrations)
        if (there.contains(migration.version)) versions_.push_back(migration.version);
}

void HistoryKeeper::write(std::string_view sql, const KeptStep& step) {
    const std::string table = quoted(found_.table);
    try {
        session_.command("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE; " +
                         history_statement(sql, found_.table, step));
    } catch (const SqlError& error) {
        session_.roll_back();
        const bool is_denied = error.details().sqlstate == "42501";  // insufficient_privilege
        throw Error(
            error.kind(),
            "cannot write the history of " + std::string(found_.tool->name) + " in " + table +
                ": " + error.what(),
            is_denied
                ? "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " +
                      session_.rows("SELECT pg_catalog.quote_ident(current_user)").text(0, 0) +
                      ", and USAGE on its sequence if it has one"
                : "");
    }
}

void HistoryKeeper::applied(const Migration& migration, long long milliseconds) {
    if (migration.seed) return;
    const auto& sql = migration.repeatable ? found_.tool->record_repeatable : found_.tool->record;
    if (!sql.empty()) write(sql, {migration.version, migration.slug, &migration, "", milliseconds});
    if (std::find(versions_.begin(), versions_.end(), migration.version) == versions_.end())
        versions_.push_back(migration.version);
}

void HistoryKeeper::undone(const std::string& version, const std::string& slug) {
    if (version.starts_with("seeds.")) return;
    std::erase_if(versions_, [&](const auto& each) { return same_version(each, version); });
    std::string before;
    for (const auto& each : versions_)
        if (before.empty() || set_.is_before(before, each)) before = each;
    write(found_.tool->forget, {version, slug, set_.find(version), before, 0});
}

}  // namespace migration

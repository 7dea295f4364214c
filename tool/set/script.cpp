#include "set/script.hpp"

#include <algorithm>
#include <regex>

#include "base/digest.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "set/annotations.hpp"
#include "set/foreign_switches.hpp"
#include "set/origins.hpp"
#include "sql/split.hpp"

namespace migration {
namespace {

bool has_kind(const Script& script, StatementKind kind) {
    return std::any_of(script.statements.begin(), script.statements.end(),
                       [&](const auto& statement) { return statement.kind == kind; });
}

bool is_wrapped(const Script& script) {
    const auto& statements = script.statements;
    return statements.size() > 1 && begins_transaction(statements.front().kind) &&
           statements.back().kind == StatementKind::commit;
}

bool is_read_only(const Script& script) {
    return has_kind(script, StatementKind::begin_read_only) ||
           (has_kind(script, StatementKind::read_only) && is_wrapped(script));
}

// The first statement that begins or ends a transaction, but for an outer BEGIN … COMMIT; null
// without.
const Statement* inner_control(const Script& script) {
    const auto& statements = script.statements;
    const bool wrapped = statements.size() > 1 && statements.front().kind == StatementKind::begin &&
                         statements.back().kind == StatementKind::commit;
    for (std::size_t i = wrapped ? 1 : 0; i + (wrapped ? 1 : 0) < statements.size(); ++i)
        if (controls_transaction(statements[i].kind)) return &statements[i];
    return nullptr;
}

// A read-only transaction cannot hold the ledger's row: such a script runs by itself. So does one
// that asks for it, and one that commits by itself: it runs as psql runs it. Where the work of a
// verify script is undone, its transactions are only parts that are undone.
bool runs_own_transactions(const Script& script) {
    if (script.verify_rule == VerifyRule::errors) return false;
    return script.annotations.no_transaction || is_read_only(script) ||
           inner_control(script) != nullptr;
}

// An outer BEGIN … COMMIT is the runner's own business; rows for the ledger's table are the
// ledger's.
void leave_out(Script& script) {
    auto& statements = script.statements;
    for (auto& statement : statements)
        statement.left_out = statement.kind == StatementKind::self_record;
    if (runs_own_transactions(script) || statements.size() < 2) return;
    if (statements.front().kind == StatementKind::begin &&
        statements.back().kind == StatementKind::commit)
        statements.front().left_out = statements.back().left_out = true;
}

void report_control(const Script& script, const Statement& statement, const std::string& shown,
                    const std::string& message, const std::string& hint, Problems& problems) {
    problems.push_back({"transaction-control", shown, statement.line,
                        message + ": \"" + one_line(script.sql(statement), 60) + "\"", hint});
}

// The BEGIN of a transaction that is still open behind the last statement; null where none is.
const Statement* open_at_end(const Script& script) {
    const Statement* open = nullptr;
    for (const auto& statement : script.statements) {
        if (begins_transaction(statement.kind) && open == nullptr) open = &statement;
        if (statement.kind == StatementKind::commit || statement.kind == StatementKind::roll_back ||
            statement.kind ==
                StatementKind::control)  // PREPARE TRANSACTION: the others fail inside one
            open = nullptr;
    }
    return open;
}

void check_own_transactions(const Script& script, const std::string& shown, Problems& problems) {
    if (const Statement* open = open_at_end(script))
        report_control(script, *open, shown, "the script does not end its transaction",
                       "write COMMIT after the last statement: what is not committed is lost",
                       problems);
}

void note_own_transactions(const Script& script, const std::string& shown, Problems& problems) {
    const Statement* control = script.annotations.no_transaction ? nullptr : inner_control(script);
    if (control == nullptr || is_read_only(script) || open_at_end(script) != nullptr) return;
    problems.push_back(
        {"own-transactions", shown, control->line,
         "the script has transactions of its own: \"" + one_line(script.sql(*control), 60) + "\"",
         "it runs as psql runs it: what it has committed stays when a later statement fails; "
         "without BEGIN and COMMIT it is one transaction with its ledger row"});
}

void check_transaction_control(const Script& script, const std::string& shown, Problems& problems) {
    if (script.verify_rule == VerifyRule::errors) return;
    note_own_transactions(script, shown, problems);
    if (runs_own_transactions(script)) return check_own_transactions(script, shown, problems);
    const bool wrapped =
        !script.statements.empty() && begins_transaction(script.statements.front().kind);
    for (const auto& statement : script.statements) {
        if (statement.kind == StatementKind::read_only)
            report_control(script, statement, shown,
                           "the runner cannot write the ledger in a read-only transaction",
                           "remove the statement, or write BEGIN … COMMIT around the script",
                           problems);
        if (statement.kind == StatementKind::no_transaction && wrapped)
            report_control(
                script, statement, shown, "this statement cannot run inside BEGIN … COMMIT",
                "remove BEGIN and COMMIT, or move the statement to a migration of its own",
                problems);
    }
}

// Whether what stands there is a word in a statement that is no setting, such as a comment's text.
// The argument of set_config stands right behind its quote.
bool is_in_other_statement(const Script& script, std::size_t at) {
    if (at > 0 && (script.text[at - 1] == '\'' || script.text[at - 1] == '"')) return false;
    return std::any_of(
        script.statements.begin(), script.statements.end(), [&](const auto& statement) {
            return at >= statement.offset && at < statement.offset + statement.length &&
                   !is_setting(statement.kind);
        });
}

// The splitter reads strings as the standard has them, and so does the server by default. Looked
// for in the text, for behind such a setting it may not even be split.
void check_string_syntax(const Script& script, const std::string& shown, Problems& problems) {
    static const std::regex setting(
        "standard_conforming_strings['\"]?\\s*(=|,|\\bto\\b)\\s*'?(off|false|no|0)\\b",
        std::regex::icase);
    constexpr std::string_view name = "standard_conforming_strings";
    const std::string text = to_lower(script.text);
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const auto line_start = script.text.rfind('\n', at) + 1;
        const auto line = std::string_view(script.text).substr(line_start, 200);
        const auto from = std::string_view(script.text).substr(at, 60);
        if (trim(line).starts_with("--") ||
            !std::regex_search(from.begin(), from.end(), setting,
                               std::regex_constants::match_continuous) ||
            is_in_other_statement(script, at))
            continue;
        problems.push_back(
            {"string-syntax", shown, line_at(script.text, at),
             "the server would read strings otherwise than the tool after this setting: \"" +
                 one_line(line.substr(0, line.find('\n')), 60) + "\"",
             "remove the setting, and write strings with backslash escapes as E'…'"});
    }
}

void check_ledger(const Script& script, const LedgerName& ledger, const std::string& shown,
                  Problems& problems) {
    for (const auto& statement : script.statements)
        if (statement.kind == StatementKind::ledger_change)
            problems.push_back({"ledger", shown, statement.line,
                                "this statement changes the ledger's own table: \"" +
                                    one_line(script.sql(statement), 60) + "\"",
                                "keep the ledger in a table other than " + ledger.schema + "." +
                                    ledger.table + ", with LEDGER or --ledger SCHEMA.TABLE"});
}

std::string_view text_around(std::string_view text, std::size_t offset) {
    constexpr std::size_t reach = 500;
    const std::size_t begin = offset > reach ? offset - reach : 0;
    return text.substr(std::min(begin, text.size()), 2 * reach);
}

void report_problem(const Script& script, const SqlProblem& problem, const char* rule,
                    const std::string& shown, Problems& problems) {
    const int line = line_at(script.text, problem.offset);
    problems.push_back(
        {rule, shown, line,
         one_line(redact_error(one_line(problem.message, 1000),
                               text_around(script.text, problem.offset)),
                  120),
         "checked with the grammar of PostgreSQL " + std::to_string(grammar_version()) +
             (std::string_view(rule) == "syntax" ? "; 'validate' lets the server decide" : "")});
}

// Where the text cannot even be split, nothing can run: what else the grammar refuses adds nothing.
void report_refused(const Script& script, const SplitScript& split, const std::string& shown,
                    Problems& problems) {
    if (split.unsplittable)
        return report_problem(script, *split.unsplittable, "unsplittable", shown, problems);
    for (const auto& refused : split.refused)
        report_problem(script, refused, "syntax", shown, problems);
}

// \gexec is one statement here, so it cannot commit between the statements that it runs.
void check_cells(const Script& script, const std::vector<std::size_t>& cells,
                 const std::string& shown, Problems& problems) {
    if (script.transactional) return;
    for (const auto offset : cells)
        problems.push_back({"psql-command", shown, line_at(script.text, offset),
                            R"(the tool runs \gexec only in a transaction: "\gexec")",
                            "write the statements into the script, or move them to a migration of "
                            "their own that has a transaction"});
}

void read_statements(Script& script, const DraftScript& draft, const LedgerName& ledger,
                     Problems& problems) {
    const std::string& shown = draft.shown;
    SplitScript split = split_script(script.text, ledger);
    script.statements = std::move(split.statements);
    script.concurrent_indexes = std::move(split.concurrent_indexes);
    if (draft.no_transaction || has_foreign_switch(script, shown, problems))
        script.annotations.no_transaction = true;
    leave_out(script);
    report_refused(script, split, shown, problems);
    check_transaction_control(script, shown, problems);
    check_ledger(script, ledger, shown, problems);
    if (!split.unsplittable) check_annotation_places(script, shown, problems);
    script.transactional =
        !runs_own_transactions(script) && !has_kind(script, StatementKind::no_transaction);
    check_cells(script, draft.needs_transaction, shown, problems);
}

}  // namespace

Script make_script(DraftScript draft, const LedgerName& ledger, Problems& problems) {
    const std::size_t first = problems.size();
    Script script;
    script.file = std::move(draft.path);
    script.text = std::move(draft.text);
    script.origins = std::move(draft.origins);
    script.file_text = std::move(draft.file_text);
    script.verify_rule = draft.verify_rule;
    script.checksum = sha256_hex(normalise_line_ends(script.text));
    script.annotations = read_annotations(script.text, draft.shown, problems);
    if (!draft.cannot_run) read_statements(script, draft, ledger, problems);
    check_string_syntax(script, draft.shown, problems);
    restore_places(script, problems, first);
    return script;
}

void check_verify(const Script& verify, const std::string& shown, Problems& problems) {
    const bool is_undone = verify.verify_rule == VerifyRule::errors;
    if (!is_undone && !runs_own_transactions(verify)) return;  // reported as of any script
    for (const auto& statement : verify.statements)
        if (controls_transaction(statement.kind) &&
            !(is_undone && bounds_undone_work(statement.kind)))
            report_control(verify, statement, shown, "transaction control in a verify script",
                           "remove it: the verify script runs in the transaction of the migration",
                           problems);
}

}  // namespace migration

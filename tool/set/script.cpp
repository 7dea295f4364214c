#include "set/script.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "set/annotations.hpp"
#include "sql/comments.hpp"

namespace migration {
namespace {

// An outer BEGIN … COMMIT is the runner's own business; rows for the ledger's table are the ledger's.
void leave_out(Script& script) {
    auto& statements = script.statements;
    for (auto& statement : statements) statement.left_out = statement.kind == StatementKind::self_record;
    if (script.annotations.no_transaction || statements.size() < 2) return;
    if (statements.front().kind == StatementKind::begin && statements.back().kind == StatementKind::commit)
        statements.front().left_out = statements.back().left_out = true;
}

bool controls_transaction(const Statement& statement) {
    return statement.kind == StatementKind::begin || statement.kind == StatementKind::commit ||
           statement.kind == StatementKind::control;
}

void check_transaction_control(const Script& script, const std::string& shown, Problems& problems) {
    if (script.annotations.no_transaction) return;
    const bool wrapped = !script.statements.empty() && controls_transaction(script.statements.front()) &&
                         script.statements.front().left_out;
    for (const auto& statement : script.statements) {
        const auto sql = one_line(script.sql(statement), 60);
        if (controls_transaction(statement) && !statement.left_out)
            problems.push_back(
                {"transaction-control", shown, statement.line,
                 "transaction control inside a migration: \"" + sql + "\"",
                 "the runner owns the transaction: remove it, keep one outer BEGIN … COMMIT, or "
                 "declare \"-- @no-transaction\""});
        if (statement.kind == StatementKind::no_transaction && wrapped)
            problems.push_back({"transaction-control", shown, statement.line,
                                "this statement cannot run inside BEGIN … COMMIT: \"" + sql + "\"",
                                "remove BEGIN and COMMIT, or move the statement to a migration of its own"});
    }
}

// How other tools switch a script's transaction off, in a comment above the first statement.
struct ForeignSwitch {
    const char* tool;
    std::string_view start;  // of the comment, or a part of the name, in small letters
    const char* shown;
};

constexpr ForeignSwitch foreign_switches[] = {
    {"sqlx", "no-transaction", "-- no-transaction"},
    {"morph", "morph:nontransactional", "-- morph:nontransactional"},
    {"tern", "-- tern: disable-tx", "---- tern: disable-tx ----"},
    {"Atlas", "atlas:txmode none", "-- atlas:txmode none"},
    {"graphile-migrate", "! no-transaction", "--! no-transaction"},
    {"yoyo", "transactional: false", "-- transactional: false"},
};

// The same by the file's name.
constexpr ForeignSwitch foreign_names[] = {
    {"Ory pop", ".autocommit.", ".autocommit."},
    {"pgmigrate", "nontransactional", "NONTRANSACTIONAL"},
};

// Where the script leaves transactions for another reason they say nothing new.
void check_foreign_switches(const Script& script, const std::string& shown, Problems& problems) {
    if (!script.transactional) return;
    const auto report = [&](int line, const std::string& what, const ForeignSwitch& found) {
        problems.push_back({"foreign-annotation", shown, line,
                            what + " of " + found.tool + " that has no effect here: \"" + found.shown + "\"",
                            "write \"-- @no-transaction\""});
    };
    for (const auto& each : foreign_names)
        if (to_lower(script.file).find(each.start) != std::string::npos) report(0, "a file name", each);
    for (const auto& comment : leading_line_comments(script.text))
        for (const auto& each : foreign_switches)
            if (to_lower(comment.text).starts_with(each.start))
                report(line_at(script.text, comment.offset), "a comment", each);
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

void report_problem(const Script& script, const SqlProblem& problem, const char* rule,
                    const std::string& shown, Problems& problems) {
    const int line = line_at(script.text, problem.offset);
    const auto rest = std::string_view(script.text).substr(std::min(problem.offset, script.text.size()));
    if (rest.starts_with('\\'))
        problems.push_back(
            {"psql-command", shown, line,
             "commands of psql are not SQL: \"" + one_line(rest.substr(0, line_end(rest, 0)), 60) + "\"",
             "write plain SQL; COPY … FROM stdin with its data is understood"});
    else
        problems.push_back(
            {rule, shown, line, one_line(problem.message, 120),
             "checked with the grammar of PostgreSQL " + std::to_string(grammar_version()) +
                 (std::string_view(rule) == "syntax" ? "; 'validate' lets the server decide" : "")});
}

// Where the text cannot even be split, nothing can run: what else the grammar refuses adds nothing.
void report_refused(const Script& script, const SplitScript& split, const std::string& shown,
                    Problems& problems) {
    if (split.unsplittable)
        return report_problem(script, *split.unsplittable, "unsplittable", shown, problems);
    for (const auto& refused : split.refused) report_problem(script, refused, "syntax", shown, problems);
}

}  // namespace

Script make_script(std::string text, const std::string& file, const std::string& shown,
                   const LedgerName& ledger, Problems& problems) {
    Script script;
    script.file = file;
    script.text = std::move(text);
    script.checksum = sha256_hex(normalise_line_ends(script.text));
    script.annotations = read_annotations(script.text, shown, problems);
    SplitScript split = split_script(script.text, ledger);
    script.statements = std::move(split.statements);
    script.concurrent_indexes = std::move(split.concurrent_indexes);
    leave_out(script);
    report_refused(script, split, shown, problems);
    check_transaction_control(script, shown, problems);
    check_ledger(script, ledger, shown, problems);
    if (!split.unsplittable) check_annotation_places(script, shown, problems);
    script.transactional =
        !script.annotations.no_transaction &&
        std::none_of(script.statements.begin(), script.statements.end(),
                     [](const auto& statement) { return statement.kind == StatementKind::no_transaction; });
    check_foreign_switches(script, shown, problems);
    return script;
}

}  // namespace migration

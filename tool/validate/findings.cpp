#include "validate/findings.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/redact.hpp"
#include "base/text.hpp"
#include "postgres/session.hpp"
#include "snapshot/object_key.hpp"
#include "validate/sequence_values.hpp"
#include "validate/undo_statement.hpp"
#include "validate/waivers.hpp"

namespace migration {
namespace {

bool is_down(Check check) {
    return check == Check::down || check == Check::down_again;
}

const Script& script_of(const Migration& migration, Check check) {
    return is_down(check) && migration.down ? *migration.down : migration.up;
}

FindingKind kind_of(const Change& change) {
    if (change.facet == Facet::order) return FindingKind::order;
    if (change.facet == Facet::rows) return FindingKind::data;
    if (!change.before) return FindingKind::left_behind;
    return change.after ? FindingKind::changed : FindingKind::lost;
}

// Line of the last statement that names the object, or 0.
int line_naming(const Script& script, const std::string& name) {
    int line = 0;
    for (const auto& statement : script.statements)
        if (contains_word(script.sql(statement), name)) line = statement.line;
    return line;
}

std::string made_by(const MigrationSet& set, const Migration& migration, const std::string& name) {
    const int line = line_naming(migration.up, name);
    if (line == 0) return "";
    return "; it is made by " +
           (std::filesystem::path(set.directory) / migration.up.file).string() + ":" +
           std::to_string(line);
}

std::string down_hint(const MigrationSet& set, const Migration& migration, const Change& change,
                      FindingKind kind) {
    if (kind == FindingKind::order)
        return "PostgreSQL adds columns at the end only: re-create the table, declare \"-- @allow: "
               "order "
               "reason\", or "
               "set COLUMN_ORDER IGNORE";
    if (is_sequence_value(change))
        return "add \"" + setval_back_statement(change) +
               "\" to the down script, or declare \"-- @lossy: reason\"";
    if (kind == FindingKind::changed && change.after->starts_with("CREATE TYPE") &&
        change.after->find(" AS ENUM (") != std::string::npos)
        return "an enum's value cannot be dropped: re-create the type with its old values and "
               "alter the "
               "columns that "
               "use it, or declare \"-- @allow: changed reason\"";
    if (kind == FindingKind::data)
        return "restore the rows and values, or declare \"-- @lossy: reason\" if they cannot be "
               "restored";
    if (kind == FindingKind::left_behind) {
        const std::string undo = undo_statement(change);
        const std::string what =
            undo.empty() ? "undo it in the down script" : "add \"" + undo + "\" to the down script";
        return what + made_by(set, migration, change.key.bare_name());
    }
    return kind == FindingKind::lost
               ? "the down script must not remove it: it was there before the up script"
               : "the down script must restore it as it was before the up script";
}

std::string again_hint(FindingKind kind) {
    if (kind == FindingKind::data)
        return "guard the statement, as with INSERT … ON CONFLICT DO NOTHING or WHERE NOT EXISTS";
    return "guard the statement, as with IF NOT EXISTS, or declare \"-- @not-idempotent: reason\"";
}

std::string sentence(Check check, FindingKind kind) {
    const std::string verb(finding_kind_verb(kind));
    switch (check) {
        case Check::down:
            return "the down script " + verb;
        case Check::up_again:
            return "a second run of the up script " +
                   (kind == FindingKind::left_behind ? "adds" : verb);
        case Check::down_again:
            return "a second run of the down script " +
                   (kind == FindingKind::left_behind ? "adds" : verb);
        case Check::up_after_down:
            return "the up script, run again after the down, " + verb;
        case Check::up:
            break;
    }
    return "the up script " + verb;
}

Finding finding_of(const MigrationSet& set, const Migration& migration, Check check,
                   const Change& change) {
    const Script& script = script_of(migration, check);
    Finding finding;
    finding.check = check;
    finding.kind = kind_of(change);
    finding.object = change.key;
    finding.before = change.before;
    finding.after = change.after;
    finding.file = script.file;
    finding.line = std::max(line_naming(script, change.key.bare_name()), 1);
    finding.message = sentence(check, finding.kind);
    finding.hint = check == Check::down ? down_hint(set, migration, change, finding.kind)
                   : check == Check::up_after_down
                       ? "the up script must make the same again after its down script"
                       : again_hint(finding.kind);
    finding.waived = waiver_of(set, migration, check, finding.kind, change.key);
    if (set.sequences == Sequences::forward && has_used_numbers(migration, change)) {
        finding.note = true;
        finding.kind = FindingKind::further_on;
        finding.message = sentence(check, finding.kind);
        finding.hint =
            "PostgreSQL never takes a sequence's numbers back; with SEQUENCES STRICT (--sequences "
            "STRICT) "
            "this fails";
    }
    return finding;
}

Finding nothing_found(const Script& script, std::string message, std::string hint) {
    Finding note;
    note.check = Check::up;
    note.kind = FindingKind::nothing;
    note.file = script.file;
    note.line = 1;
    note.message = std::move(message);
    note.hint = std::move(hint);
    note.note = true;
    return note;
}

Finding nothing_note(const Script& up, Unseen unseen) {
    switch (unseen) {
        case Unseen::hidden_rows:
            return nothing_found(
                up, "the up script changes nothing that the role of validation may see",
                "validate as a superuser, or as a role with BYPASSRLS");
        case Unseen::other_places:
            return nothing_found(up,
                                 "the up script changes nothing in this database; what it may do "
                                 "elsewhere is not known",
                                 "nothing proves that its down script undoes that");
        case Unseen::nothing:
            break;
    }
    return nothing_found(up, "the up script changes nothing",
                         "remove the migration, or see why its statements have no effect");
}

// Statements that are there for what no schema and no row shows.
bool is_maintenance(const Script& script) {
    return std::any_of(
        script.statements.begin(), script.statements.end(), [&](const auto& statement) {
            const auto sql = script.sql(statement);
            const auto first = to_lower(sql.substr(0, sql.find_first_of(" \t\r\n(;")));
            for (const char* word : {"vacuum", "analyze", "reindex", "cluster", "refresh",
                                     "checkpoint", "notify", "load", "security"})
                if (first == word) return true;
            const bool may_be_of_roles = first == "alter" || first == "create" || first == "do";
            return sql.size() < 1000 && may_be_of_roles &&
                   (contains_word(sql, "password") || contains_word(sql, "system"));
        });
}

}  // namespace

// Where a hint's statement stands among others: what depends on something goes before it.
std::size_t undo_rank(const Finding& finding) {
    using enum ObjectKind;
    constexpr std::array order{
        trigger,    event_trigger, policy,     rule,   view,  materialized_view, publication,
        constraint, index,         statistics, column, table, sequence,          function};
    const auto* const found = std::find(order.begin(), order.end(), finding.object.kind());
    return static_cast<std::size_t>(found - order.begin());
}

bool has_used_numbers(const Migration& migration, const Change& change) {
    if (has_gone_forward(change)) return true;
    const auto sets_back = [](const Script& script) {
        return contains_word(script.text, "setval") || contains_word(script.text, "restart");
    };
    return may_have_wrapped(change) && !sets_back(migration.up) &&
           !(migration.down && sets_back(*migration.down));
}

std::vector<Finding> findings_of(const MigrationSet& set, const Migration& migration, Check check,
                                 const Changes& changes) {
    std::vector<Finding> findings;
    for (const auto& change : essential(changes)) {
        if (change.facet == Facet::order && set.column_order == ColumnOrder::ignore) continue;
        findings.push_back(finding_of(set, migration, check, change));
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const auto& a, const auto& b) { return undo_rank(a) < undo_rank(b); });
    return findings;
}

std::vector<Finding> volatile_findings(const MigrationSet& set, const Migration& migration,
                                       Check check, const Changes& changes) {
    std::vector<Finding> findings;
    for (const auto& change : essential(changes)) {
        Finding finding = finding_of(set, migration, check, change);
        finding.kind = FindingKind::varying;
        finding.message = std::string("two runs of the ") + (check == Check::down ? "down" : "up") +
                          " script give different results in";
        finding.note = change.facet == Facet::rows;
        finding.hint = finding.note
                           ? "write constants in place of now() and generated ids; then the tool "
                             "can compare the data"
                           : "use a constant in place of what differs from run to run, or declare "
                             "\"-- @allow: volatile reason\"";
        finding.waived = waiver_of(set, migration, check, FindingKind::varying, change.key);
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<Finding> session_findings(const MigrationSet& set, const Migration& migration,
                                      const Changes& changes) {
    std::vector<Finding> findings;
    for (const auto& change : essential(changes)) {
        Finding finding = finding_of(set, migration, Check::up, change);
        finding.kind = FindingKind::session;
        finding.message =
            "in one session with the migrations before it, the up script gives another result for";
        finding.hint =
            "production may apply them in one session or in several: name objects with their "
            "schema, and set "
            "what the script needs in the script itself";
        finding.waived.clear();
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<Finding> up_notes(const MigrationSet& set, const Migration& migration,
                              const Changes& made, Unseen unseen) {
    std::vector<Finding> notes;
    // Of a blank script its file's own finding says so.
    const bool is_blank = trim(migration.up.text).empty();
    if (made.empty() && !is_blank && !is_maintenance(migration.up))
        notes.push_back(nothing_note(migration.up, unseen));
    for (const auto& change : made) {
        if (!change.after || !is_hidden(*change.after)) continue;
        Finding note = finding_of(set, migration, Check::up, change);
        note.message = "the role of validation may not read, so the tool cannot compare";
        note.hint = "validate as a superuser, or as a role with BYPASSRLS";
        note.note = true;
        notes.push_back(std::move(note));
    }
    return notes;
}

void accept_generated(std::vector<Finding>& findings,
                      const std::function<bool(const ObjectKey& object)>& is_generated) {
    for (auto& finding : findings) {
        if (finding.note || finding.kind != FindingKind::data ||
            !finding.object.is(ObjectKind::rows))
            continue;
        if (!is_generated(finding.object)) continue;
        finding.note = true;
        finding.message =
            "the up script, run again after the down, gives other generated numbers to";
        finding.hint =
            "a sequence goes on where it was; with SEQUENCES STRICT (--sequences STRICT) this "
            "fails";
    }
}

Finding error_finding(const Migration& migration, Check check, const Error& error,
                      const std::string& directory) {
    const Script& script = script_of(migration, check);
    Finding finding;
    finding.check = check;
    finding.kind = FindingKind::error;
    finding.file = script.file;
    finding.message = redact(error.what());
    finding.hint = redact(error.hint());
    if (finding.hint.empty() && finding.message.find("role \"") != std::string::npos &&
        finding.message.find("does not exist") != std::string::npos)
        finding.hint =
            "create the role in the script that PREREQUISITES or --prerequisites FILE names";
    // The engine's message starts with "file:line: "; the verify script may stand in another file.
    for (const auto* candidate : {&script, migration.verify ? &*migration.verify : &script}) {
        const auto prefix = (std::filesystem::path(directory) / candidate->file).string() + ":";
        if (!finding.message.starts_with(prefix)) continue;
        finding.file = candidate->file;
        finding.line = std::atoi(finding.message.c_str() + prefix.size());
        const auto end =
            finding.line > 0 ? finding.message.find(": ", prefix.size()) + 2 : prefix.size() + 1;
        finding.message.erase(0, end);
        break;
    }
    return finding;
}

Result result_of(const std::vector<Finding>& findings) {
    Result result = Result::passed;
    for (const auto& finding : findings)
        if (!finding.note)
            result = std::max(result, finding.waived.empty() ? Result::failed : Result::waived);
    return result;
}

}  // namespace migration

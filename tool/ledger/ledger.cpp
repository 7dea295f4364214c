#include "ledger/ledger.hpp"

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "base/process_name.hpp"
#include "base/text.hpp"
#include "ledger/ledger_definition.hpp"
#include "postgres/batch.hpp"

namespace migration {
namespace {

// A setting of the transaction: what the ledger held before the script.
constexpr const char* remembered = "migrations.ledger_rows";

constexpr const char* iso = R"('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')";

std::string iso_time(const std::string& column) {
    return "to_char(" + column + " AT TIME ZONE 'UTC', " + iso + ")";
}

// A key for advisory locks: 60 bits of SHA-256, as bigint text.
std::string lock_key(const std::string& of) {
    return std::to_string(std::stoull(sha256_hex(of).substr(0, 15), nullptr, 16));
}

// "running" and "leased" are written before a statement, so whoever finds them finds it in doubt.
std::string state_of(const LedgerRow& row) {
    if (!row.incomplete) return "applied";
    return std::string(row.undoing ? "undo " : "") + (row.leased     ? "leased"
                                                      : row.in_doubt ? "running"
                                                                     : "incomplete");
}

void read_state(LedgerRow& row, const std::string& state) {
    row.incomplete = state != "applied";
    row.undoing = state.starts_with("undo ");
    row.leased = state.ends_with("leased");
    row.in_doubt = row.leased || state.ends_with("running");
}

// A lease without a sign of life for so long is nobody's. They come every five seconds.
constexpr const char* lease_time = "interval '30 seconds'";

std::vector<Session::Parameter> up_values(const std::string& set, const LedgerRow& row) {
    return {set,
            row.version,
            row.slug,
            row.checksum,
            state_of(row),
            std::to_string(row.statements_done),
            row.down_sql,
            row.fingerprint,
            std::to_string(row.execution_time_ms),
            row.tool_version};
}

// Its row becomes what the INSERT says.
std::string upsert() {
    std::string text;
    for (const auto& column : ledger_columns()) {
        if (column.name == "migration_set" || column.name == "version") continue;
        text.append(text.empty() ? "" : ", ").append(column.name);
        text.append(" = EXCLUDED.").append(column.name);
    }
    return " ON CONFLICT (migration_set, version) DO UPDATE SET " + text;
}

constexpr const char* stamp = "extract(epoch FROM applied_at)::text";

std::string log_columns() {
    return written_columns(ledger_log_columns());
}

std::vector<Session::Parameter> log_values(const std::string& set, const LogRow& log) {
    return {set,
            log.version,
            log.slug,
            log.action,
            log.outcome,
            log.checksum,
            log.error,
            user_at_host(),
            std::to_string(log.execution_time_ms),
            log.tool_version,
            log.reason};
}

std::vector<Session::Parameter> record_values(const std::string& set, const LedgerRow& row,
                                              const LogRow& log) {
    auto values = up_values(set, row);
    values.insert(values.end(), {log.action, log.outcome, user_at_host(), log.reason});
    return values;
}

constexpr const char* record_types =
    " (text, text, text, text, text, integer, text, text, bigint, text, text, text, text, text)";

constexpr const char* log_parameters = "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

}  // namespace

// As has_exactly() has the server write it.
SetIdentity identity_of(const MigrationSet& set) {
    std::vector<std::string> lines;
    for (const auto& migration : set.migrations)
        lines.push_back(migration.version + " applied " + migration.up.checksum + "\n");
    std::sort(lines.begin(), lines.end());
    return {set.name, set.ledger, sha256_hex(join(lines, ""))};
}

Ledger::Ledger(Session& session, LedgerName name, std::string set)
    : session_(session),
      name_(std::move(name)),
      set_(std::move(set)),
      table_(quote_identifier(name_.schema) + "." + quote_identifier(name_.table)),
      log_(quote_identifier(name_.schema) + "." + quote_identifier(name_.table + "_log")) {}

bool Ledger::exists() {
    const Rows columns = session_.rows(R"(SELECT c.relname = $2, a.attname
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname IN ($2, $3) AND a.attnum > 0 AND NOT a.attisdropped)",
                                       {name_.schema, name_.table, name_.table + "_log"});
    std::set<std::string, std::less<>> own, log;
    for (int row = 0; row < columns.size(); ++row)
        (columns.is_true(row, 0) ? own : log).emplace(columns.text(row, 1));
    require_ours(own, name_.table, ledger_columns());
    require_ours(log, name_.table + "_log", ledger_log_columns());
    return !own.empty();
}

// A table that is not there yet is nobody's.
void Ledger::require_ours(const std::set<std::string, std::less<>>& columns,
                          const std::string& table, std::span<const LedgerColumn> needed) const {
    if (columns.empty()) return;
    for (const auto& column : needed)
        if (!columns.contains(column.name))
            throw Error(
                ErrorKind::mismatch,
                "the table \"" + name_.schema + "." + table +
                    "\" belongs to another tool: it has no column \"" + std::string(column.name) +
                    "\"",
                "keep this ledger elsewhere with --ledger SCHEMA.TABLE, or rename the other table");
}

void Ledger::create() {
    const bool outer = session_.in_transaction();
    if (!outer) session_.command("BEGIN");
    try {
        // CREATE … IF NOT EXISTS by two at once can fail: one at a time.
        session_.rows("SELECT pg_catalog.pg_advisory_xact_lock(" + lock_key("ledger " + table_) +
                      ")");
        session_.command("SET LOCAL client_min_messages = warning");
        // Even IF NOT EXISTS wants the right to create.
        const Rows made = session_.rows(
            "SELECT pg_catalog.to_regclass($1) IS NOT NULL AND pg_catalog.to_regclass($2) IS NOT "
            "NULL",
            {table_, log_});
        if (!made.is_true(0, 0)) session_.command(ledger_definition(name_));
        if (!outer) session_.command("COMMIT");
    } catch (const SqlError& error) {
        if (!outer) session_.roll_back();
        throw Error(error.kind(),
                    "cannot make the ledger \"" + shown_name() + "\": " + error.what(),
                    "the schema must exist, and the role must be allowed to create tables in it");
    }
}

void Ledger::create_view() {
    const std::string view =
        quote_identifier(name_.schema) + "." + quote_identifier(name_.table + "_now");
    if (session_.rows("SELECT pg_catalog.to_regclass($1) IS NOT NULL", {view}).is_true(0, 0))
        return;
    session_.command("CREATE VIEW " + view + R"( AS
SELECT split_part(version, '.', 1) AS database_type,
    concat_ws('_', substr(version, strpos(version, '.') + 1), nullif(slug, '')) || '.sql'
        AS migration_file,
    applied_at, checksum, state, migration_set
FROM )" + table_);
}

std::vector<LedgerRow> Ledger::rows_where(const std::string& condition,
                                          std::vector<Session::Parameter> parameters) {
    std::vector<LedgerRow> found;
    parameters.insert(parameters.begin(), set_);
    const Rows rows =
        read("SELECT version, slug, checksum, state, statements_done, down_sql, fingerprint, " +
                 iso_time("applied_at") + ", applied_by, execution_time_ms, tool_version, " +
                 stamp + ", extract(epoch FROM clock_timestamp() - applied_at) FROM " + table_ +
                 " WHERE migration_set = $1" + condition + " ORDER BY applied_at, version",
             parameters);
    for (int i = 0; i < rows.size(); ++i) {
        LedgerRow row{rows.text(i, 0),
                      rows.text(i, 1),
                      rows.text(i, 2),
                      false,
                      static_cast<int>(rows.number(i, 4)),
                      rows.optional_text(i, 5),
                      rows.text(i, 6),
                      rows.text(i, 7),
                      rows.text(i, 8),
                      rows.number(i, 9),
                      rows.text(i, 10)};
        read_state(row, rows.text(i, 3));
        row.stamp = rows.text(i, 11);
        row.age = std::atof(rows.text(i, 12).c_str());
        found.push_back(std::move(row));
    }
    return found;
}

Rows Ledger::read(const std::string& sql, const std::vector<Session::Parameter>& parameters) {
    try {
        return session_.rows(sql, parameters);
    } catch (const SqlError& error) {
        if (error.details().sqlstate != "42501") throw;  // insufficient_privilege
        throw Error(
            ErrorKind::failed, "cannot read the ledger \"" + shown_name() + "\": " + error.what(),
            "GRANT SELECT ON " + table_ + ", " + log_ +
                " TO the role; to change the database it needs INSERT, UPDATE and DELETE, too");
    }
}

std::vector<LedgerRow> Ledger::applied() {
    if (!exists()) return {};
    return rows_where("", {});
}

std::vector<LedgerRow> Ledger::applied_in_sequence() {
    auto rows = applied();
    if (rows.empty()) return rows;
    const Rows numbers = read("SELECT version, max(id) FROM " + log_ +
                                  " WHERE migration_set = $1 AND outcome = 'done' AND action IN "
                                  "('up', 'baseline') GROUP BY version",
                              {set_});
    std::map<std::string, long long> sequence;
    for (int i = 0; i < numbers.size(); ++i) sequence[numbers.text(i, 0)] = numbers.number(i, 1);
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
        return sequence[a.version] < sequence[b.version];
    });
    return rows;
}

bool Ledger::has_exactly(const SetIdentity& identity) {
    try {
        return session_
                   .rows(
                       "SELECT encode(sha256(convert_to(string_agg(line, '' ORDER BY line COLLATE "
                       "\"C\"), "
                       "'UTF8')), "
                       "'hex') FROM (SELECT version || ' ' || state || ' ' || checksum || chr(10) "
                       "AS line "
                       "FROM " +
                           table_ + " WHERE migration_set = $1) AS l",
                       {set_})
                   .at(0, 0) == identity.applied;
    } catch (const SqlError& error) {
        if (!session_.connected()) throw;
        return false;  // no such table, or not ours: applied() tells
    }
}

std::optional<LedgerRow> Ledger::row_of(const std::string& version) {
    auto rows = rows_where(" AND version = $2", {version});
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::optional<LedgerRow> Ledger::lease() {
    if (!session_.rows("SELECT pg_catalog.to_regclass($1) IS NOT NULL", {table_}).is_true(0, 0))
        return std::nullopt;
    auto rows = rows_where(
        std::string(" AND state LIKE '%leased' AND applied_at > clock_timestamp() - ") + lease_time,
        {});
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<LogRow> Ledger::history() {
    std::vector<LogRow> found;
    if (!exists()) return found;
    const Rows rows =
        read("SELECT version, slug, action, outcome, checksum, error, " + iso_time("logged_at") +
                 ", logged_by, client, execution_time_ms, tool_version, runner, reason FROM " +
                 log_ + " WHERE migration_set = $1 ORDER BY id",
             {set_});
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3),
                         rows.text(i, 4), rows.text(i, 5), rows.text(i, 6), rows.text(i, 7),
                         rows.text(i, 8), rows.number(i, 9), rows.text(i, 10), rows.text(i, 11),
                         rows.text(i, 12)});
    return found;
}

std::string Ledger::record_sql() const {
    return "WITH recorded AS (INSERT INTO " + table_ + " AS ledger " +
           written_columns(ledger_columns()) + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" +
           upsert() + ") INSERT INTO " + log_ + " " + log_columns() +
           " VALUES ($1, $2, $3, $11, $12, $4, '', $13, $9, $10, $14)";
}

void Ledger::record(const LedgerRow& row, const LogRow& log) {
    session_.rows(record_sql(), record_values(set_, row, log));
}

std::string Ledger::digest_sql() const {
    return "(SELECT pg_catalog.count(*) || ' ' || "
           "coalesce(pg_catalog.sum(pg_catalog.hashtextextended(l.version || l.checksum, "
           "0)), 0) FROM " +
           table_ + " AS l)";
}

std::string Ledger::remember_sql() const {
    return std::string("SELECT pg_catalog.set_config('") + remembered + "', " + digest_sql() +
           ", true)";
}

// TRUNCATE gives the table another file, and its row in pg_class says so.
std::string Ledger::untouched_sql(bool was_there) const {
    const std::string emptied =
        was_there ? " OR pg_catalog.age(c.xmin) <= "
                    "pg_catalog.age(pg_catalog.pg_current_xact_id()::pg_catalog.xid)"
                  : "";
    return std::string("SELECT 1 / CASE WHEN nullif(pg_catalog.current_setting('") + remembered +
           "', true), '') <> " + digest_sql() + emptied +
           " THEN 0 ELSE 1 END FROM pg_catalog.pg_class AS c WHERE c.oid = " +
           quote_literal(table_) + "::pg_catalog.regclass";
}

void Ledger::record_and_commit(const LedgerRow& row, const LogRow& log, const Prepared& prepared) {
    if (session_.is_pooled()) {  // what is prepared there may be another client's
        record(row, log);
        session_.command("COMMIT");
        return;
    }
    const std::string name =
        std::string(prepared_prefix) + "record_" + sha256_hex(table_).substr(0, 12);
    Batch batch(session_);
    std::vector<std::string> values;
    if (prepared) is_prepared_ = prepared->contains(name);
    if (!is_prepared_) batch.add("PREPARE " + name + record_types + " AS " + record_sql());
    for (const auto& value : record_values(set_, row, log))
        values.push_back(value ? quote_literal(*value) : "NULL");
    batch.add("EXECUTE " + name + " (" + join(values, ", ") + ")");
    batch.add("COMMIT");
    is_prepared_ = false;  // until it is seen to have been done
    batch.run();
    is_prepared_ = true;
}

void Ledger::take_stamp(LedgerRow& row, const Rows& written) {
    if (written.size() == 0)
        throw Error(
            ErrorKind::lock_busy,
            "another runner works on migration \"" + migration_name(row.version, row.slug) + "\"",
            "wait for it and try again");
    row.stamp = written.text(0, 0);
}

void Ledger::record_position(LedgerRow& row) {
    auto values = up_values(set_, row);
    values.emplace_back(row.stamp);
    take_stamp(
        row, session_.rows(
                 "INSERT INTO " + table_ + " AS ledger " + written_columns(ledger_columns()) +
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" + upsert() +
                     " WHERE extract(epoch FROM ledger.applied_at)::text = $11 RETURNING " + stamp,
                 values));
}

void Ledger::touch(LedgerRow& row) {
    take_stamp(row,
               session_.rows("UPDATE " + table_ +
                                 " SET applied_at = clock_timestamp() WHERE migration_set = $1 AND "
                                 "version = $2 AND " +
                                 stamp + " = $3 RETURNING " + stamp,
                             {set_, row.version, row.stamp}));
}

void Ledger::repair(const LogRow& log) {
    session_.rows("WITH repaired AS (UPDATE " + table_ +
                      " SET checksum = $6 WHERE migration_set = $1 AND version = $2) INSERT INTO " +
                      log_ + " " + log_columns() + " VALUES " + log_parameters,
                  log_values(set_, log));
}

void Ledger::remove(const LogRow& log) {
    session_.rows("WITH removed AS (DELETE FROM " + table_ +
                      " WHERE migration_set = $1 AND version = $2) INSERT INTO " + log_ + " " +
                      log_columns() + " VALUES " + log_parameters,
                  log_values(set_, log));
}

void Ledger::note(const LogRow& log) {
    session_.rows("INSERT INTO " + log_ + " " + log_columns() + " VALUES " + log_parameters,
                  log_values(set_, log));
}

}  // namespace migration

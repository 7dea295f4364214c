// Every history that a tool may leave behind, the clean ones and the broken ones: what is read of
// it and what it makes of a set. tests/data/history has the tables.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adopt/adoption.hpp"
#include "adopt/find_history.hpp"
#include "adopt/history_keeper.hpp"
#include "adopt/read_history.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/server.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

struct SetFile {
    std::string version;
    std::string slug;
    std::string file;
};

// Script n makes table tn.
MigrationSet set_of_files(const std::vector<SetFile>& files) {
    MigrationSet set;
    set.name = "city";
    set.directory = "city";
    int number = 0;
    for (const auto& [version, slug, file] : files) {
        const std::string text = "create table t" + std::to_string(++number) + " (id int);\n";
        set.migrations.push_back({version, slug, false, script_of(text, file), {}, {}});
    }
    return set;
}

// {} stands for 1 to 4 in each.
MigrationSet four(const std::string& version, const std::string& slug, const std::string& file) {
    const auto with = [](std::string text, int number) {
        for (auto at = text.find("{}"); at != std::string::npos; at = text.find("{}"))
            text.replace(at, 2, std::to_string(number));
        return text;
    };
    std::vector<SetFile> files;
    for (int i = 1; i <= 4; ++i) files.push_back({with(version, i), with(slug, i), with(file, i)});
    return set_of_files(files);
}

MigrationSet four_numbers() {
    return four("{}", "t{}", "{}_t{}.sql");
}

MigrationSet four_dates() {
    return four("2024010{}000000", "t{}", "2024010{}000000_t{}.sql");
}

MigrationSet flyway_set() {
    auto set = set_of_files({{"1", "t1", "V1__t1.sql"},
                             {"2", "t2", "V2__t2.sql"},
                             {"2.1", "t_three", "sub/V2_1__t_three.sql"},
                             {"4", "ph", "V4__ph.sql"},
                             {"R__my_view", "", "R__my_view.sql"}});
    set.migrations.back().up =
        script_of("create or replace view v as select 1 as a;\n", "R__my_view.sql");
    return set;
}

MigrationSet flyway_set_with_late_one() {
    auto set = flyway_set();
    Migration late{"1.5", "out", false, script_of("create table t5 (id int);\n", "V1.5__out.sql"),
                   {},    {}};
    set.migrations.insert(set.migrations.begin() + 1, late);
    return set;
}

const std::string flyway_failed = R"(applied 1_t1
pending 2_t2
pending 2.1_t_three
pending 4_ph
pending R__my_view
refused: "V3__cic.sql" failed, and what it did before is still there
hint: undo by hand what the script did and run 'flyway repair', then try again
)";

const std::string prisma_failed =
    "refused: \"20240104000000_t4\" has not finished: it failed, or it runs still\n"
    "hint: finish its script by hand and run 'prisma migrate resolve --applied 20240104000000_t4', "
    "or undo what it did and run the same with --rolled-back\n";

const std::string not_run =
    "\"c.sql::4::me\" is marked as run, but a precondition kept it from running; only a comparison "
    "with a manifest tells what the database has\n"
    "hint: use the packaged runner, or name the manifest with --manifest FILE\n";

std::string four_changesets(const std::string& file) {
    std::string text;
    for (int i = 1; i <= 4; ++i) text += "applied " + file + "::" + std::to_string(i) + "::me\n";
    return text;
}

std::string golang_migrate_dirty(const std::string& reason) {
    return "pending 1_t1\npending 2_t2\npending 3_t3\npending 4_t4\nrefused: dirty: " + reason +
           "\nhint: finish by hand what the script began, or undo it; then run 'migrate force "
           "VERSION' with the version that the database really has\n";
}

struct HistoryCase {
    std::string file;
    MigrationSet set;
    std::string table;     // "flyway in public.flyway_schema_history"
    std::string expected;  // behind the table; empty: three migrations applied, the fourth pending
    bool is_compared = false;
    std::string name = {};
};

void PrintTo(const HistoryCase& history, std::ostream* stream) {
    *stream << history.file;
}

std::string three_of(const MigrationSet& set) {
    std::string text;
    for (std::size_t i = 0; i < set.migrations.size(); ++i)
        text += (i < 3 ? "applied " : "pending ") + set.migrations[i].name() + "\n";
    return text;
}

std::string outcome(const ForeignHistory& history, const Adoption& adoption) {
    std::string text = history.tool + " in " + history.table + "\n";
    for (const auto& each : adoption.adopted) text += "applied " + each.migration->name() + "\n";
    for (const auto* migration : adoption.pending) text += "pending " + migration->name() + "\n";
    for (const auto& refusal : adoption.refusals)
        text += "refused: " + refusal.reason + "\nhint: " + refusal.way_out + "\n";
    for (const auto& warning : adoption.warnings) text += "warned: " + warning + "\n";
    return text;
}

class HistoriesOfTools : public DatabaseTest, public testing::WithParamInterface<HistoryCase> {};

TEST_P(HistoriesOfTools, AreUnderstoodAndLeftAsTheyAre) {
    const HistoryCase& history = GetParam();
    run(read_file(std::filesystem::path(MIGRATION_HISTORIES) / (history.file + ".sql")));
    const auto found = find_history(session(), {});
    const auto read = read_history(session(), found, history.set.name);
    const auto adoption = adopt(history.set, read, *found.tool, {history.is_compared, false});
    EXPECT_EQ(outcome(read, adoption),
              history.table + "\n" +
                  (history.expected.empty() ? three_of(history.set) : history.expected));
    EXPECT_EQ(read_history(session(), found, history.set.name), read);
}

class KeptHistories : public HistoriesOfTools {
protected:
    std::string understood() {
        const auto found = find_history(session(), {});
        const auto read = read_history(session(), found, GetParam().set.name);
        std::string text;
        for (const auto& each : adopt(GetParam().set, read, *found.tool, {}).adopted)
            text += each.migration->name() + " ";
        return text;
    }
};

std::vector<LedgerRow> rows_of_all_but(const MigrationSet& set, const Migration& last) {
    std::vector<LedgerRow> rows;
    for (const auto& migration : set.migrations)
        if (&migration != &last) {
            rows.emplace_back().version = migration.version;
            rows.back().slug = migration.slug;
        }
    return rows;
}

// The dumps of the tables do not say how far their sequences have come.
const std::string sequences_behind_rows = R"(DO $$
DECLARE
    name text;
    found record;
BEGIN
    FOR found IN
        SELECT a.attrelid::regclass AS of_table, a.attname
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relkind = 'r' AND a.attnum > 0 AND c.relnamespace <> 'pg_catalog'::regnamespace
    LOOP
        name := pg_get_serial_sequence(found.of_table::text, found.attname);
        IF name IS NOT NULL THEN
            EXECUTE format('SELECT setval(%L, coalesce(max(%I), 1)) FROM %s', name, found.attname,
                           found.of_table);
        END IF;
    END LOOP;
END
$$)";

// The row that is written is one that the reader takes for the tool's own, checksum included.
TEST_P(KeptHistories, GetAndLoseTheRowOfAStep) {
    MigrationSet set = GetParam().set;
    set.layout = GetParam().table.substr(0, GetParam().table.find(' '));
    set.migrations[3].journal_time = 1700000003000;
    run(read_file(std::filesystem::path(MIGRATION_HISTORIES) / (GetParam().file + ".sql")));
    run(sequences_behind_rows);
    const std::string before = understood();
    const Migration& pending = set.migrations[3];
    auto rows = rows_of_all_but(set, pending);
    Ledger ledger(session(), {"public", "own_ledger"}, set.name);
    HistoryKeeper keeper(session(), ledger, {}, set);
    keeper.require_in_step(rows);
    run("BEGIN");
    keeper.applied(pending, 5);
    EXPECT_THAT(understood(), testing::HasSubstr(pending.name() + " "));
    rows.push_back({});
    rows.back().version = pending.version;
    keeper.require_in_step(rows);
    keeper.undone(rows.back());
    run("COMMIT");
    EXPECT_EQ(understood(), before);
    EXPECT_EQ(before.find(pending.name() + " "), std::string::npos);
}

const HistoryCase clean_histories[] = {
    {"alembic", four("r{}", "t{}", "r{}.sql"), "alembic in public.alembic_version", ""},
    {"atlas", four_dates(), "atlas in atlas_schema_revisions.atlas_schema_revisions", ""},
    {"atlas-baseline", four_dates(), "atlas in atlas_schema_revisions.atlas_schema_revisions", ""},
    {"bun", four_dates(), "bun in public.bun_migrations", ""},
    {"dbmate", four_dates(), "dbmate in public.schema_migrations", ""},
    {"diesel", four("2024-01-0{}-000000", "t{}", "2024-01-0{}-000000_t{}/up.sql"),
     "diesel in public.__diesel_schema_migrations", ""},
    {"drizzle", four("000{}", "t{}", "000{}_t{}.sql"), "drizzle in drizzle.__drizzle_migrations",
     ""},
    {"golang-migrate", four_numbers(), "golang-migrate in public.schema_migrations", ""},
    {"goose", four("0000{}", "t{}", "0000{}_t{}.sql"), "goose in public.goose_db_version", ""},
    {"goose-partial", four_numbers(), "goose in public.goose_db_version", ""},
    {"hasura", four("170000000000{}", "t{}", "170000000000{}_t{}/up.sql"),
     "hasura in hdb_catalog.hdb_version", ""},
    {"morph", four("00000{}", "t{}", "00000{}_t{}.up.sql"), "morph in public.db_migrations", ""},
    {"node-pg-migrate", four("170000000000{}", "t{}", "170000000000{}_t{}.sql"),
     "node-pg-migrate in public.pgmigrations", ""},
    {"pgmigrate", four("000{}", "t{}", "V000{}__t{}.sql"), "pgmigrate in public.schema_version",
     ""},
    {"pop", four_dates(), "pop in public.schema_migration", ""},
    {"prisma", four("2024010{}000000", "t{}", "2024010{}000000_t{}/migration.sql"),
     "prisma in public._prisma_migrations", ""},
    {"refinery", four("{}", "t{}", "V{}__t{}.sql"), "refinery in public.refinery_schema_history",
     ""},
    {"sqitch", four("t{}", "", "deploy/t{}.sql"), "sqitch in sqitch.changes", ""},
    {"sql-migrate", four("{}_t{}", "", "{}_t{}.sql"), "sql-migrate in public.gorp_migrations", ""},
    {"sql-migrate-partial", four("{}_t{}", "", "{}_t{}.sql"),
     "sql-migrate in public.gorp_migrations", ""},
    {"sqlx", four_numbers(), "sqlx in public._sqlx_migrations", ""},
    {"sqlx-dirty", four_numbers(), "sqlx in public._sqlx_migrations", ""},
    {"sqlx-notx-failed", four_numbers(), "sqlx in public._sqlx_migrations", ""},
    {"supabase", four_dates(), "supabase in supabase_migrations.schema_migrations", ""},
    {"tern", four("00{}", "t{}", "00{}_t{}.sql"), "tern in public.schema_version", ""},
    {"tern-partial", four("00{}", "t{}", "00{}_t{}.sql"), "tern in public.schema_version", ""},
    {"yoyo", four("000{}.t{}", "", "000{}.t{}.sql"), "yoyo in public._yoyo_migration", ""},
};

const HistoryCase other_histories[] = {
    {"alembic-two-heads", four("r{}", "", "r{}.sql"), "alembic in public.alembic_version",
     R"(pending r1
pending r2
pending r3
pending r4
refused: several heads: "r3", "r4"
hint: join them with 'alembic merge heads' and 'alembic upgrade head', then try again
)"},
    {"atlas-partial", four_dates(), "atlas in atlas_schema_revisions.atlas_schema_revisions",
     three_of(four_dates()) + R"(refused: version "20240104000000" is partial: 1 of 2 statements ran
hint: mend the script and run 'atlas migrate apply', or finish it by hand and run )"
                              "'atlas migrate set 20240104000000'\n"},
    {"bun-locked", four_dates(), "bun in public.bun_migrations",
     three_of(four_dates()) + R"(refused: bun holds its lock, in "bun_migration_locks"
hint: wait for it; if it is dead, see what it left, and call Migrator.Unlock()
)"},
    {"flyway", flyway_set(), "flyway in public.flyway_schema_history", R"(applied 1_t1
applied 2_t2
applied 2.1_t_three
applied R__my_view
pending 4_ph
)"},
    {"flyway-baseline", flyway_set(), "flyway in public.flyway_schema_history", R"(applied 1_t1
applied 2_t2
pending 2.1_t_three
pending 4_ph
pending R__my_view
)"},
    {"flyway-failed", flyway_set(), "flyway in public.flyway_schema_history", flyway_failed},
    {"flyway-failed-fw9", flyway_set(), "flyway in public.flyway_schema_history", flyway_failed},
    {"flyway-repeatable-rerun-outoforder", flyway_set_with_late_one(),
     "flyway in public.flyway_schema_history", R"(applied 1_t1
applied 1.5_out
applied 2_t2
applied 2.1_t_three
applied 4_ph
pending R__my_view
warned: city/R__my_view.sql: the script changed after flyway ran it, and stays pending
)"},
    {"golang-migrate-dirty", four_numbers(), "golang-migrate in public.schema_migrations",
     golang_migrate_dirty("a script on the way to version 4 failed")},
    {"golang-migrate-dirty-down", four_numbers(), "golang-migrate in public.schema_migrations",
     golang_migrate_dirty("a script on the way to version 2 failed")},
    {"golang-migrate-dirty-nil", four_numbers(), "golang-migrate in public.schema_migrations",
     golang_migrate_dirty("the down script of the first migration failed")},
    {"graphile-migrate", four("00000{}", "t{}", "committed/00000{}-t{}.sql"),
     "graphile-migrate in graphile_migrate.migrations",
     three_of(four("00000{}", "t{}", "00000{}-t{}.sql")) +
         "warned: the database has also run \"current.sql\", which is not a migration yet\n"},
    {"hasura-dirty", four("170000000000{}", "", "170000000000{}/up.sql"),
     "hasura in hdb_catalog.hdb_version",
     R"(applied 1700000000001
applied 1700000000002
pending 1700000000003
pending 1700000000004
refused: version 1700000000003 is dirty: its script failed
hint: finish by hand what the script began, or undo it; then run )"
     "'hasura migrate apply --skip-execution' or 'hasura migrate delete' for the version\n"},
    {"liquibase", four("c.sql::{}::me", "", "c.sql"), "liquibase in public.databasechangelog",
     four_changesets("c.sql") + "refused: " + not_run},
    {"liquibase", four("c.sql::{}::me", "", "c.sql"), "liquibase in public.databasechangelog",
     four_changesets("c.sql") + "warned: \"c.sql::4::me\" counts as applied: it is marked as run, "
                                "but a precondition kept it from running\n",
     true, "compared"},
    {"liquibase-locked-partial", four("db/c.sql::{}::me", "", "db/c.sql"),
     "liquibase in public.databasechangelog",
     four_changesets("db/c.sql") +
         "refused: Liquibase holds its lock: host (10.0.0.1), since 2026-01-01 12:00:05\n"
         "hint: wait for it; if it is dead, see what its last changeset left, then run 'liquibase "
         "release-locks'\n"
         "refused: " +
         not_run},
    {"prisma-failed", four("2024010{}000000", "t{}", "2024010{}000000_t{}/migration.sql"),
     "prisma in public._prisma_migrations", three_of(four_dates()) + prisma_failed},
    {"prisma-rolledback", four("2024010{}000000", "t{}", "2024010{}000000_t{}/migration.sql"),
     "prisma in public._prisma_migrations", three_of(four_dates()) + prisma_failed},
    {"sqitch-failed", four("t{}", "", "deploy/t{}.sql"), "sqitch in sqitch.changes",
     three_of(four("t{}", "", "")) +
         "refused: the deploy script of \"t4\" failed, and the change was not deployed since\n"
         "hint: undo what the script left, then deploy the change with Sqitch, or forget the "
         "event: DELETE FROM sqitch.events WHERE event = 'fail' AND change = 't4'\n"},
};

std::string case_name(const testing::TestParamInfo<HistoryCase>& instance) {
    std::string name = instance.param.file + instance.param.name;
    std::erase(name, '-');
    return name;
}

INSTANTIATE_TEST_SUITE_P(clean, HistoriesOfTools, testing::ValuesIn(clean_histories), case_name);
INSTANTIATE_TEST_SUITE_P(other, HistoriesOfTools, testing::ValuesIn(other_histories), case_name);

std::vector<HistoryCase> kept_histories() {
    std::vector<HistoryCase> kept;
    for (const auto& history : clean_histories) {
        const std::string tool = history.table.substr(0, history.table.find(' '));
        const auto again = [&](const auto& other) { return other.table == history.table; };
        if (!history_tool_named(tool).record.empty() &&
            std::none_of(kept.begin(), kept.end(), again))
            kept.push_back(history);
    }
    for (const auto& history : other_histories)
        if (history.file == "flyway" || history.file == "graphile-migrate") kept.push_back(history);
    return kept;
}

INSTANTIATE_TEST_SUITE_P(kept, KeptHistories, testing::ValuesIn(kept_histories()), case_name);

}  // namespace
}  // namespace migration

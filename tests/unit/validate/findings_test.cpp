#include "validate/findings.hpp"

#include <gmock/gmock.h>

#include "support/sets.hpp"

namespace migration {
namespace {

Change appeared(const std::string& key, const std::string& definition = "x") {
    return {key, Facet::structure, "", std::nullopt, definition};
}

Change rows_changed() {
    return {"rows of table public.t1", Facet::rows, "table public.t1", "0 rows", "1 rows"};
}

// The one finding that `check` of the first migration of a set makes of the change.
Finding finding_of(const Change& change, const std::string& annotation = "",
                   Check check = Check::down) {
    MigrationSet set = set_of(1);
    set.directory = "dir";
    set.migrations[0] = migration_of(
        "001", "t1", annotation + "\nCREATE TABLE t1 (a int);\nCREATE INDEX i1 ON t1 (a);",
        "SELECT 1;\nDROP TABLE t1;");
    const auto findings = findings_of(set, set.migrations[0], check, {change});
    EXPECT_EQ(findings.size(), 1U);
    return findings.empty() ? Finding{} : findings.front();
}

TEST(FindingsOf, NameWhatADownLeavesBehindAndHowToUndoIt) {
    const Finding finding = finding_of(appeared("index public.i1", "CREATE INDEX i1"));
    EXPECT_EQ(finding.kind, FindingKind::left_behind);
    EXPECT_EQ(finding.object, "index public.i1");
    EXPECT_EQ(finding.before, std::nullopt);
    EXPECT_EQ(finding.after, "CREATE INDEX i1");
    EXPECT_EQ(finding.file, "001_t1.down.sql");
    EXPECT_EQ(finding.line, 1);
    EXPECT_EQ(finding.message, "the down script leaves behind");
    EXPECT_EQ(finding.hint,
              "add \"DROP INDEX IF EXISTS public.i1;\" to the down script; it is made by "
              "dir/001_t1.up.sql:3");
    EXPECT_EQ(finding.waived, "");
}

TEST(FindingsOf, TellTheKindsOfDifferences) {
    EXPECT_EQ(finding_of({"index public.i", Facet::structure, "", "x", std::nullopt}).kind,
              FindingKind::lost);
    EXPECT_EQ(finding_of({"column public.t.a", Facet::structure, "", "x", "y"}).kind,
              FindingKind::changed);
    EXPECT_EQ(finding_of({"column order of table public.t", Facet::order, "table public.t", "a, b",
                          "b, a"})
                  .kind,
              FindingKind::order);
    EXPECT_EQ(finding_of(rows_changed()).kind, FindingKind::data);
    EXPECT_EQ(finding_of({"comment on table public.t", Facet::comment, "", std::nullopt, "x"}).kind,
              FindingKind::left_behind);
}

TEST(FindingsOf, PointAtTheLineThatNamesTheObject) {
    EXPECT_EQ(finding_of(rows_changed()).line, 2);
    EXPECT_EQ(finding_of(rows_changed(), "", Check::up_again).file, "001_t1.up.sql");
    EXPECT_EQ(finding_of(rows_changed(), "", Check::up_again).line, 3);
}

TEST(FindingsOf, AreWaivedWithTheReasonThatTheScriptGives) {
    EXPECT_EQ(finding_of(appeared("index public.i1"), "-- @allow: left_behind kept for now").waived,
              "kept for now");
    EXPECT_EQ(finding_of(appeared("index public.i1"), "-- @allow: lost another").waived, "");
    EXPECT_EQ(finding_of(rows_changed(), "-- @lossy: times go").waived, "times go");
    EXPECT_EQ(finding_of(appeared("index public.i1"), "-- @lossy: times go").waived, "");
    EXPECT_EQ(finding_of(rows_changed(), "-- @not-idempotent: appends", Check::up_again).waived,
              "appends");
    EXPECT_EQ(finding_of(rows_changed(), "-- @allow: repeats appends", Check::up_again).waived,
              "appends");
    EXPECT_EQ(finding_of(rows_changed(), "-- @lossy: times go", Check::up_again).waived, "");
}

TEST(FindingsOf, LeaveOutColumnOrderThatTheSetIgnores) {
    MigrationSet set = set_of(1);
    set.column_order = ColumnOrder::ignore;
    const Changes changes{
        {"column order of table public.t", Facet::order, "table public.t", "a, b", "b, a"}};
    EXPECT_TRUE(findings_of(set, set.migrations[0], Check::down, changes).empty());
}

TEST(VolatileFindings, AreNotesForRowsAndCountForSchema) {
    const MigrationSet set = set_of(1);
    const auto found = volatile_findings(set, set.migrations[0], Check::up_after_down,
                                         {rows_changed(), appeared("index public.i1")});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].kind, FindingKind::varying);
    EXPECT_TRUE(found[0].note);
    EXPECT_EQ(found[1].kind, FindingKind::varying);
    EXPECT_FALSE(found[1].note);
    EXPECT_EQ(result_of({found[0]}), Result::passed);
    EXPECT_EQ(result_of(found), Result::failed);
}

TEST(ErrorFinding, TakesThePlaceFromTheMessage) {
    const MigrationSet set = set_of(1);
    const Error error(ErrorKind::failed, "dir/001_t1.down.sql:7: table \"t1\" does not exist",
                      "look");
    const Finding finding = error_finding(set.migrations[0], Check::down, error, "dir");
    EXPECT_EQ(finding.kind, FindingKind::error);
    EXPECT_EQ(finding.file, "001_t1.down.sql");
    EXPECT_EQ(finding.line, 7);
    EXPECT_EQ(finding.message, "table \"t1\" does not exist");
    EXPECT_EQ(finding.hint, "look");
    EXPECT_EQ(
        error_finding(set.migrations[0], Check::up, Error(ErrorKind::failed, "no place"), "dir")
            .line,
        0);
}

TEST(ResultOf, IsTheWorstOfTheFindingsThatCount) {
    Finding counts, waived, note;
    waived.waived = "reason";
    note.note = true;
    EXPECT_EQ(result_of({}), Result::passed);
    EXPECT_EQ(result_of({note}), Result::passed);
    EXPECT_EQ(result_of({note, waived}), Result::waived);
    EXPECT_EQ(result_of({waived, counts}), Result::failed);
}

}  // namespace
}  // namespace migration

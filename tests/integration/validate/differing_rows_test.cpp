// A finding about data tells which rows it means.

#include "support/stairway_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DifferingRowsTest : public StairwayTest {
protected:
    static constexpr const char* ground =
        "CREATE TABLE IF NOT EXISTS city (id int PRIMARY KEY, name text); INSERT INTO city VALUES "
        "(1, "
        "'Bern'), (2, 'Köln') "
        "ON CONFLICT DO NOTHING;";

    static Finding finding_of(const RunVerdict& run, std::size_t migration) {
        const auto& findings = run.migrations.at(migration).findings;
        EXPECT_THAT(findings, SizeIs(1));
        return findings.empty() ? Finding{} : findings.front();
    }
};

TEST_F(DifferingRowsTest, ADownThatLosesAndChangesRows) {
    const SetFolder folder(
        {{"001_city.up.sql", ground},
         {"001_city.down.sql", "DROP TABLE IF EXISTS city;"},
         {"002_rename.up.sql",
          "DELETE FROM city WHERE id = 1; UPDATE city SET name = 'Cologne' WHERE id = 2;"},
         {"002_rename.down.sql", "UPDATE city SET name = 'Koeln' WHERE id = 2;"}});
    const auto rows = finding_of(walk(folder), 1).rows;
    EXPECT_THAT(rows.before,
                ElementsAre(R"({"id": 1, "name": "Bern"})", R"({"id": 2, "name": "Köln"})"));
    EXPECT_THAT(rows.after, ElementsAre(R"({"id": 2, "name": "Koeln"})"));
}

TEST_F(DifferingRowsTest, AnUpThatRepeats) {
    const SetFolder folder(
        {{"001_city.up.sql",
          "CREATE TABLE IF NOT EXISTS city (name text); INSERT INTO city VALUES ('Bern');"},
         {"001_city.down.sql", "DROP TABLE IF EXISTS city;"}});
    const auto rows = finding_of(walk(folder), 0).rows;
    EXPECT_THAT(rows.before, IsEmpty());
    EXPECT_THAT(rows.after, ElementsAre(R"({"name": "Bern"})"));
}

TEST_F(DifferingRowsTest, AFewOfMany) {
    const SetFolder folder({{"001_city.up.sql", ground},
                            {"001_city.down.sql", "DROP TABLE IF EXISTS city;"},
                            {"002_many.up.sql",
                             "INSERT INTO city SELECT n, 'town' FROM generate_series(3, 102) AS n "
                             "ON CONFLICT DO NOTHING;"},
                            {"002_many.down.sql", "SELECT 1;"}});
    const auto rows = finding_of(walk(folder), 1).rows;
    EXPECT_THAT(rows.before, IsEmpty());
    EXPECT_THAT(rows.after, SizeIs(5));
    EXPECT_EQ(rows.more_after, 95);
}

TEST_F(DifferingRowsTest, AreOnlyCountedWhereTheyAreLong) {
    const SetFolder folder(
        {{"001_city.up.sql", ground},
         {"001_city.down.sql", "DROP TABLE IF EXISTS city;"},
         {"002_long.up.sql",
          "INSERT INTO city VALUES (3, repeat('x', 100001)), (4, 'Bonn') ON CONFLICT DO "
          "NOTHING;"},
         {"002_long.down.sql", "SELECT 1;"}});
    const auto rows = finding_of(walk(folder), 1).rows;
    EXPECT_THAT(rows.after, ElementsAre(R"({"id": 4, "name": "Bonn"})"));
    EXPECT_EQ(rows.more_after, 1);
}

}  // namespace
}  // namespace migration

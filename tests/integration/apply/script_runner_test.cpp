#include "apply/script_runner.hpp"

#include <gmock/gmock.h>

#include "support/errors.hpp"
#include "support/server.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class ScriptRunnerTest : public DatabaseTest {
protected:
    std::string message_of(const std::string& text, const std::string& directory = "") {
        const auto error =
            error_of([&] { run_script(session(), script_of(text, "a.sql"), directory); });
        return error ? error->what() : "";
    }
};

TEST_F(ScriptRunnerTest, PointsAtTheLineInsideALongStatement) {
    EXPECT_EQ(message_of("SELECT 1;\nSELECT\n  1,\n  nothing;\n"),
              "a.sql:4: column \"nothing\" does not exist");
    EXPECT_EQ(message_of("SELECT nothing;", "the/dir"),
              "the/dir/a.sql:1: column \"nothing\" does not exist");
}

TEST_F(ScriptRunnerTest, PointsAtTheLineBehindUtf8) {
    EXPECT_EQ(message_of("-- äöü 漢字 😀\nSELECT 'ä漢\n😀', 'ö',\n  nothing,\n 'x\n\n\n';"),
              "a.sql:4: column \"nothing\" does not exist");
}

TEST_F(ScriptRunnerTest, PointsAtTheStatementWhereTheServerNamesNoPosition) {
    EXPECT_EQ(message_of("SELECT 1;\n\nDROP TABLE\n nothing;"),
              "a.sql:3: table \"nothing\" does not exist");
}

TEST_F(ScriptRunnerTest, ShowsDetailAndContext) {
    EXPECT_EQ(message_of("CREATE TABLE t (a int);\nCOPY t FROM stdin;\nx\n\\.\n"),
              "a.sql:2: invalid input syntax for type integer: \"x\"\ncontext: COPY t, line 1, "
              "column a: \"x\"");
    EXPECT_EQ(
        message_of("CREATE TABLE u (a int UNIQUE);\nINSERT INTO u VALUES (1), (1);"),
        "a.sql:2: duplicate key value violates unique constraint \"u_a_key\"\ndetail: Key (a)=(1) "
        "already exists.");
}

TEST_F(ScriptRunnerTest, TellsOfEachStatementBeforeItRunsAndLeavesOutWhatIsTheRunners) {
    std::vector<int> numbers;
    run_script(session(), script_of("BEGIN; SELECT 1; SELECT 2; COMMIT;"), "",
               [&](int number, const Statement&) { numbers.push_back(number); });
    EXPECT_THAT(numbers, ElementsAre(2, 3));
    EXPECT_FALSE(session().in_transaction());
}

}  // namespace
}  // namespace migration

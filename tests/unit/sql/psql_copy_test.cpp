#include "sql/psql_copy.hpp"

#include <gmock/gmock.h>

#include "sql/psql_cells.hpp"
#include "sql/split.hpp"

namespace migration {
namespace {

// "STATEMENT < FILE", or why it is refused.
std::string copy(std::string_view arguments) {
    const auto read = read_psql_copy(arguments);
    if (const auto* refusal = std::get_if<PsqlRefusal>(&read))
        return refusal->message + "; " + refusal->hint;
    const auto& [statement, file] = std::get<PsqlCopy>(read);
    return statement + " < " + file.value_or("-");
}

TEST(PsqlCopy, BecomesACopyFromStdin) {
    EXPECT_EQ(copy(" t from 'a b''c.csv' with (format csv, delimiter ';');"),
              "COPY t FROM STDIN with (format csv, delimiter ';') < a b'c.csv");
    EXPECT_EQ(copy(R"( "from".t (a, "to") FROM a.csv csv header -- why)"),
              R"(COPY "from".t (a, "to") FROM STDIN csv header < a.csv)");
    EXPECT_EQ(copy(" t from a.csv;"), "COPY t FROM STDIN < a.csv");
    EXPECT_EQ(copy(" t from a.csv where b > 1"), "COPY t FROM STDIN where b > 1 < a.csv");
    EXPECT_EQ(copy(" t from stdin"), "COPY t FROM STDIN < -");
    EXPECT_EQ(copy(" t from STDIN csv;"), "COPY t FROM STDIN csv < -");
    EXPECT_EQ(copy(" t from 'stdin'"), "COPY t FROM STDIN < stdin");
}

TEST(PsqlCopy, IsRefusedWhereItReadsOrWritesOutsideTheSet) {
    EXPECT_EQ(copy(" t to 'a.csv'"), "a runner writes no files; remove the command");
    EXPECT_EQ(copy(" (select 'from') to stdout"), "a runner writes no files; remove the command");
    EXPECT_EQ(copy(" t from program 'cat a'"),
              "a command of the shell, which the tool does not run; write its output into a file "
              "of the set");
    EXPECT_EQ(copy(" t from pstdin"),
              "a runner has no standard input; write the data into a file of the set");
}

TEST(PsqlCopy, IsRefusedWhereItIsNoCopy) {
    for (const char* arguments :
         {"", " t", " from a", " t from", " t from 'a", " t from ''", " t from a; drop table t",
          " t from a with with", " (select 1) from a", " t t from a"})
        EXPECT_EQ(copy(arguments),
                  R"(expected "\copy TABLE from 'FILE'" or "\copy TABLE from stdin"; write the )"
                  "command as psql's documentation has it")
            << arguments;
}

std::string data_of(std::string_view text) {
    const auto data = copy_data_of(text);
    if (const auto* refusal = std::get_if<PsqlRefusal>(&data))
        return refusal->message + "; " + refusal->hint;
    return std::get<std::string>(data);
}

TEST(CopyDataOf, StandsBehindTheStatementWithItsEnd) {
    EXPECT_EQ(data_of("1\n2\n"), "\n1\n2\n\\.\n");
    EXPECT_EQ(data_of("1\n2"), "\n1\n2\n\\.\n");
    EXPECT_EQ(data_of(""), "\n\\.\n");
    EXPECT_EQ(data_of("1\n\\.\n"), "\n1\n\\.\n");
    EXPECT_EQ(data_of("1\r\n2"), "\r\n1\r\n2\r\n\\.\r\n");
    EXPECT_EQ(data_of("1\r2"), "\r1\r2\r\\.\r");
    EXPECT_EQ(data_of("1\n\\.\n2\n"),
              R"(a line "\." ends the data before the file ends; remove the )"
              "line, or what stands behind it");
}

// What the splitter takes for the data is the file.
TEST(CopyDataOf, IsFoundAgain) {
    for (const std::string file : {"1\n2\n", "1\r\n2\r\n", "1\r2\r", "", "it's;\n$$\n", "\n\n"}) {
        const std::string script = "COPY t FROM STDIN;" + data_of(file) + "SELECT 1;";
        const auto split = split_script(script, {});
        ASSERT_EQ(split.statements.size(), 2U) << file;
        EXPECT_EQ(script.substr(split.statements[0].data_offset, split.statements[0].data_length),
                  file);
    }
}

TEST(RunCells, KeepsTheQueryWhateverDollarsItHas) {
    const auto block = run_cells_of("SELECT $query$x$query$, $gexec$y$gexec$");
    EXPECT_THAT(block, testing::StartsWith("DO $gexec2$DECLARE "));
    EXPECT_THAT(block,
                testing::HasSubstr("$query2$SELECT $query$x$query$, $gexec$y$gexec$$query2$"));
    const auto split = split_script(block + ";", {});
    EXPECT_EQ(split.statements.size(), 1U);
    EXPECT_TRUE(split.refused.empty());
    EXPECT_THAT(run_cells_of("SELECT x$query"),
                testing::HasSubstr("EXECUTE $query2$SELECT x$query$query2$ LOOP"));
}

}  // namespace
}  // namespace migration

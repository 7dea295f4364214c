#include "set/psql_script.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <random>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Translated {
    std::string text;
    std::vector<std::string> problems;  // "rule file:line: message"
    std::vector<std::string> hints;
    std::vector<std::string> read;
    Script script;
};

// The script a.sql of a folder with those files.
Translated translate_in(const SetFolder& folder, const std::string& text,
                        const std::string& name = "a.sql") {
    Translated result;
    std::set<std::filesystem::path> read;
    Problems problems;
    DraftScript draft{name, folder.path(name).string(), text};
    translate_psql(draft, folder.options.directory, read, problems);
    result.text = draft.text;
    result.script = make_script(std::move(draft), {}, problems);
    for (const auto& problem : problems) {
        result.problems.push_back(folder.without_path(problem.rule + " " + problem.text()));
        result.hints.push_back(problem.hint);
    }
    for (const auto& file : read) result.read.push_back(folder.without_path(file.string()));
    return result;
}

Translated translate(const std::string& text, const Files& files = {}) {
    return translate_in(SetFolder(files), text);
}

// The SQL of a script of which nothing is refused.
std::string sql_of(const std::string& text, const Files& files = {}) {
    const Translated result = translate(text, files);
    for (const auto& problem : result.problems)
        if (problem.starts_with("psql-command ")) ADD_FAILURE() << text << problem;
    return result.text;
}

std::string sole_refusal(const std::string& text, const Files& files = {}) {
    const Translated result = translate(text, files);
    EXPECT_EQ(result.problems.size(), 1U) << text;
    EXPECT_EQ(result.text, text);
    return result.problems.empty() ? "" : result.problems.front();
}

TEST(PsqlScript, IsOneWithACommandOutsideQuotesCommentsAndData) {
    for (const std::string text :
         {R"(SELECT '\i a', E'\\i a', "\i", $$ \i a $$, $f$\i$f$; -- \i a)",
          "/* \\i a\n/* \\i b */ \\i c */ SELECT :name, :'name', 1::int;",
          "COPY t FROM stdin;\n\\i a\n\\N\n\\.\nSELECT :{?x};", "SELECT ':a\\b';\r\n"})
        EXPECT_EQ(sql_of("SELECT 1;\n" + text), "SELECT 1;\n" + text);
    EXPECT_EQ(translate("SELECT :{?x};\n").text, "SELECT :{?x};\n");
}

TEST(PsqlScript, LosesCommandsThatOnlyChangeWhatPsqlShows) {
    EXPECT_EQ(sql_of("\\echo it's :a 'b\n\\qecho a\n\\warn a\n\\pset pager off\n\\timing on\n\\x\n"
                     "\\t \\a \\H \\f , \\C x \\T y \\html\n\\encoding UTF-8\n\\encoding\n"
                     "SELECT 1 \\echo a\n, 2 \\echo b \\\\ ;\r\n\\echo end\r\n\\timing"),
              "\n\n\n\n\n\n\n\n\nSELECT 1 \n, 2  ;\r\n\r\n");
}

TEST(PsqlScript, NamesOtherCommands) {
    for (const std::string command :
         {"\\connect shop", "\\c", "\\! rm x", "\\o out", "\\d t", "\\q", "\\i2 a", "\\", "\\;",
          "\\gexec", "\\g", "\\.", "\\lo_import a", "\\prompt a", "\\getenv a b"})
        EXPECT_EQ(sole_refusal("SELECT 1;\n" + command + "\nSELECT 2;\n"),
                  "psql-command a.sql:2: commands of psql are not SQL: \"" + command + "\"");
    EXPECT_EQ(translate("\\c").hints.front(),
              "write plain SQL; of psql's commands the tool runs \\i, \\ir, \\set, \\unset, \\if, "
              "\\gexec and \\copy … from, and those that only change what psql shows");
    EXPECT_EQ(sole_refusal("SELECT 1 \\g out.txt\n"),
              "psql-command a.sql:1: commands of psql are not SQL: \"\\g out.txt\"");
    EXPECT_EQ(sole_refusal("\\password app 'secret'\n"),
              "psql-command a.sql:1: commands of psql are not SQL: \"\\password\"");
    EXPECT_EQ(sole_refusal("\\encoding LATIN1\n"),
              "psql-command a.sql:1: scripts are read as UTF-8: \"\\encoding LATIN1\"");
    EXPECT_EQ(sole_refusal("SELECT count(*) FROM t \\gset\n"),
              "psql-command a.sql:1: the tool does not know what the server would answer: "
              "\"\\gset\"");
    EXPECT_EQ(sole_refusal("\\echo a\rSELECT 1;\n"),
              "psql-command a.sql:1: a line of a command with a carriage return inside: "
              "\"\\echo a SELECT 1;\"");
}

TEST(PsqlScript, NamesEachCommandThatItDoesNotRun) {
    EXPECT_THAT(translate("\\c a\n\\set x `date`\nSELECT 1;\n\\d\n").problems,
                ElementsAre("psql-command a.sql:1: commands of psql are not SQL: \"\\c a\"",
                            "psql-command a.sql:2: a command of the shell, which the tool does "
                            "not run: \"\\set x `date`\"",
                            "psql-command a.sql:4: commands of psql are not SQL: \"\\d\""));
}

TEST(PsqlScript, PutsValuesInThePlaceOfVariables) {
    EXPECT_EQ(sql_of("\\set s app\n\\set n 'it''s'\nSELECT :n1 FROM :s.t, :\"s\".t, x[1:s], "
                     "a::s, b:=s, :'n', ':s', \":s\", $$:s$$, :nope, -- :s\n:'nope';\n"),
              "\n\nSELECT :n1 FROM app.t, \"app\".t, x[1app], a::s, b:=s, 'it''s', ':s', \":s\", "
              "$$:s$$, :nope, -- :s\n:'nope';\n");
    EXPECT_EQ(sql_of("\\set a :b\n\\set b 1\n\\set c :a :a\n\\set d 'x y' z\nSELECT :a, :c, :d;"),
              "\n\n\n\nSELECT 1, 11, x yz;");
    EXPECT_EQ(sql_of("\\set a :a,2\nSELECT :a;"), "\nSELECT :a,2;");
    EXPECT_EQ(sql_of("\\set a 1\n\\unset a\n\\set b\nSELECT :a, :{?a}, :{?b}, :'b';"),
              "\n\n\nSELECT :a, FALSE, TRUE, '';");
    EXPECT_EQ(sql_of("\\set q 'SELECT 1; SELECT \\'a'\n:q:b';"), "\nSELECT 1; SELECT 'a:b';");
    EXPECT_EQ(sql_of("\\set a 1\nSELECT 1 \\: a \\:a;"), "\nSELECT 1 : a :a;");
    EXPECT_EQ(sql_of("\\set"), "");
}

TEST(PsqlScript, RefusesWhatOfVariablesItCannotKeep) {
    EXPECT_EQ(sole_refusal("\\echo a\nSELECT :SERVER_VERSION_NUM;\n"),
              "psql-command a.sql:2: a variable that psql sets by itself, so the tool does not "
              "know its value: \"SERVER_VERSION_NUM\"");
    EXPECT_EQ(sole_refusal("\\set ON_ERROR_STOP off\n"),
              "psql-command a.sql:1: psql would go on behind an error with this setting, the "
              "runner does not: \"\\set ON_ERROR_STOP off\"");
    EXPECT_EQ(sole_refusal("\\unset AUTOCOMMIT\n"),
              "psql-command a.sql:1: psql would begin transactions by itself with this setting, "
              "the runner does not: \"\\unset AUTOCOMMIT\"");
    EXPECT_EQ(sole_refusal("\\set a-b 1\n"),
              "psql-command a.sql:1: not a name of a variable: \"a-b\"");
    EXPECT_EQ(sole_refusal("\\unset\n"),
              "psql-command a.sql:1: a command without its argument: \"\\unset\"");
    EXPECT_EQ(sole_refusal("\\set a 'b\n"),
              "psql-command a.sql:1: a quote that is not closed on its line: \"\\set a 'b\"");
    EXPECT_EQ(sole_refusal("\\set a '\\\\c b'\n:a\n"),
              "psql-command a.sql:2: a command in the value of a variable: \":a\"");
    EXPECT_EQ(sole_refusal("\\set a '1\\n2'\nCOPY t FROM stdin; SELECT :a;\n\\.\n"),
              "psql-command a.sql:2: a value of several lines on the line of a COPY: \":a\"");
    sql_of("\\set ON_ERROR_STOP on\n\\set ON_ERROR_STOP 1\n\\set AUTOCOMMIT on\n\\set QUIET\n");
}

TEST(PsqlScript, NotesAVariableThatOnlyAnOptionOfPsqlCouldSet) {
    const Translated result = translate("\\if :{?x}\n\\else\n\\set x 1\n\\endif\nSELECT :{?x};\n");
    EXPECT_THAT(result.problems,
                ElementsAre("psql-variable a.sql:1: nothing in the script sets this variable of "
                            "psql: \"x\""));
    EXPECT_EQ(result.hints.front(), "the tool takes it as not set: the runner has no option -v");
    EXPECT_EQ(result.text, "\n\n\n\nSELECT TRUE;\n");
}

TEST(PsqlScript, RunsTheFirstBranchThatHolds) {
    const auto chosen = [](const char* a, const char* b) {
        return sql_of(std::string("\\set a ") + a + "\n\\set b " + b +
                      "\n\\if :a\nSELECT 1;\n\\elif :b\nSELECT 2;\n\\else\nSELECT 3;\n\\endif\n");
    };
    EXPECT_EQ(chosen("on", "on"), "\n\n\nSELECT 1;\n\n\n\n\n\n");
    EXPECT_EQ(chosen("off", "yes"), "\n\n\n\n\nSELECT 2;\n\n\n\n");
    EXPECT_EQ(chosen("0", "f"), "\n\n\n\n\n\n\nSELECT 3;\n\n");
}

TEST(PsqlScript, PassesOverWhatABranchThatDoesNotRunHolds) {
    EXPECT_EQ(sql_of("\\if false\nSELECT '\n\\endif ';\n\\c x\n\\set a 1\n\\ir nope\n\\if `x`\n"
                     "\\elif :USER\n\\else\n\\endif\n\\; \\: \\copy x\n:a :{?b} :'c\n'\n\\else\n"
                     "SELECT :{?a}\n\\endif\n;"),
              "\n\n\n\n\n\n\n\n\n\n\n\n\n\nSELECT FALSE\n\n;");
    EXPECT_EQ(sql_of("SELECT 1\n\\if true\n, (2\n\\elif 1\n, (3\n\\endif\n);\n"),
              "SELECT 1\n\n, (2\n\n\n\n);\n");
}

TEST(PsqlScript, NamesConditionsThatDoNotFit) {
    EXPECT_EQ(sole_refusal("\\if :x\n\\endif\n"),
              "psql-command a.sql:1: expected true or false behind \\if but found: \":x\"");
    EXPECT_EQ(sole_refusal("\\if false\n\\elif 2 3\n\\endif\n"),
              "psql-command a.sql:2: expected true or false behind \\elif but found: \"2 3\"");
    EXPECT_EQ(sole_refusal("\\if `true`\n\\endif\n"),
              "psql-command a.sql:1: a command of the shell, which the tool does not run: "
              "\"\\if `true`\"");
    EXPECT_EQ(sole_refusal("\\if :SERVER_VERSION_NUM\n\\endif\n"),
              "psql-command a.sql:1: a variable that psql sets by itself, so the tool does not "
              "know its value: \"SERVER_VERSION_NUM\"");
    EXPECT_EQ(sole_refusal("SELECT 1;\n\\if true\n\\if false\n\\endif\n"),
              "psql-command a.sql:2: a condition without its \\endif: \"\\if\"");
    EXPECT_EQ(sole_refusal("\\endif\n"),
              "psql-command a.sql:1: \\endif without its \\if: \"\\endif\"");
    EXPECT_EQ(sole_refusal("\\if 1\n\\else\n\\else\n\\endif\n"),
              "psql-command a.sql:3: \\else without its \\if, or behind \\else: \"\\else\"");
    EXPECT_EQ(sole_refusal("\\if 1\n\\else\n\\elif 1\n\\endif\n"),
              "psql-command a.sql:3: \\elif without its \\if, or behind \\else: \"\\elif 1\"");
}

TEST(PsqlScript, IncludesFiles) {
    const Files files{{"parts/b.psql", "\\set x 2\nSELECT :x;\n\\ir c.psql\nSELECT 4;"},
                      {"parts/c.psql", "\xEF\xBB\xBFSELECT 3 -- end"},
                      {"d.sql", "SELECT 5\n"}};
    const std::string included = "\nSELECT 2;\nSELECT 3 -- end\n;\n\nSELECT 4;\n";
    EXPECT_EQ(sql_of("SELECT 1;\n\\ir parts/b.psql\nSELECT :x;\n", files),
              "SELECT 1;\n" + included + "\nSELECT 2;\n");
    for (const char* command : {"\\i parts/b.psql;", "\\include 'parts/b.psql'",
                                "\\include_relative parts/../parts/b.psql more"})
        EXPECT_EQ(sql_of(command, files), included) << command;
    EXPECT_EQ(sql_of("SELECT 1; \\i d.sql \\i d.sql \\\\ SELECT 2;", files),
              "SELECT 1; \nSELECT 5\n;\nSELECT 5\n;\n SELECT 2;");
    EXPECT_THAT(translate("\\i parts/b.psql\n\\ir d.sql\n", files).read,
                ElementsAre("d.sql", "parts/b.psql", "parts/c.psql"));
}

TEST(PsqlScript, TakesNamesOfIncludeFromTheFolderOrOneAbove) {
    SetFolder folder({{"db/set/x.sql", "SELECT 1;\n"}, {"db/set/sub/y.sql", "\\i x.sql\n"}});
    folder.options.directory = folder.path("db/set");
    for (const char* name : {"x.sql", "set/x.sql", "db/set/x.sql", "../set/x.sql", "sub/y.sql"})
        EXPECT_THAT(translate_in(folder, "\\i " + std::string(name), "db/set/a.sql").text,
                    HasSubstr("SELECT 1;\n"))
            << name;
    EXPECT_THAT(translate_in(folder, "\\ir ../x.sql", "db/set/sub/a.sql").text,
                HasSubstr("SELECT 1;\n"));
}

TEST(PsqlScript, NeverLeavesTheFolder) {
    SetFolder folder({{"out.sql", "SELECT 1;"}, {"set/in.sql", "SELECT 2;"}});
    folder.options.directory = folder.path("set");
    const auto link = [&](const char* target, const char* name) {
        std::filesystem::create_symlink(target, folder.path(name));
    };
    link("../out.sql", "set/link.sql");
    link("in.sql", "set/near.sql");
    link("..", "set/up");
    ASSERT_EQ(::mkfifo(folder.path("set/pipe").c_str(), 0600), 0);
    const auto problem = [&](const std::string& command) {
        const auto found = translate_in(folder, command, "set/a.sql").problems;
        return found.size() == 1 ? found.front() : std::to_string(found.size());
    };
    const std::string place = "psql-command set/a.sql:1: ";
    for (const std::string name :
         {"../out.sql", "/etc/passwd", "~/x", "..", ".", "in.sql/../../out.sql"})
        for (const char* command : {"\\ir ", "\\i ", "\\copy t from "})
            EXPECT_EQ(problem(command + name),
                      place + "a file that is not inside the set's folder: \"" + name + "\"")
                << command;
    for (const std::string name : {"link.sql", "near.sql", "up/out.sql"})
        for (const char* command : {"\\ir ", "\\i ", "\\copy t from "})
            EXPECT_EQ(
                problem(command + name),
                place + "a symbolic link, which the tool does not follow here: \"" + name + "\"");
    EXPECT_EQ(problem("\\ir pipe"), place + "not a regular file: \"pipe\"");
    EXPECT_EQ(problem("\\copy t from pipe"), place + "not a regular file: \"pipe\"");
    EXPECT_EQ(problem("\\ir 'no\nsuch'"),
              place + "a quote that is not closed on its line: \"\\ir 'no\"");
    EXPECT_EQ(problem("\\ir 'no\\nsuch'"), place + "no such file in the set's folder: \"no such\"");
    EXPECT_EQ(problem("\\ir ''"),
              place + "a file that is not inside the set's folder: \"\\ir ''\"");
    EXPECT_EQ(problem("\\i -"), place + "a runner has no standard input: \"\\i -\"");
    EXPECT_EQ(problem("\\ir"), place + "a command without its argument: \"\\ir\"");
}

TEST(PsqlScript, NamesFilesThatCannotBeIncluded) {
    EXPECT_EQ(sole_refusal("\\ir b", {{"b", "SELECT '\xff';"}}),
              "psql-command a.sql:1: not UTF-8: byte 9 of the file: \"b\"");
    EXPECT_EQ(sole_refusal("\\ir a.sql"),
              "psql-command a.sql:1: no such file in the set's folder: \"a.sql\"");
    EXPECT_EQ(sole_refusal("\\ir a.sql", {{"a.sql", "\\ir a.sql"}}),
              "psql-command a.sql:1: a file that includes itself: \"a.sql\"");
    EXPECT_EQ(sole_refusal("\n\\ir b", {{"b", "\n\n\\ir c"}, {"c", "\\ir ./b"}}),
              "psql-command a.sql:2: c:1: a file that includes itself: \"b\"");
    EXPECT_EQ(sole_refusal("SELECT 1\n\\ir b\n;", {{"b", ""}}),
              "psql-command a.sql:2: a command that runs inside a statement: \"\\ir b\"");
    for (const char* text : {"SELECT 'a", "SELECT $$", "/* ", "SELECT (1;"})
        EXPECT_EQ(sole_refusal("\\ir b\nSELECT 1;", {{"b", text}}),
                  "psql-command a.sql:1: b:1: a file that ends inside a string, a comment or "
                  "parentheses: \"b\"")
            << text;
    EXPECT_EQ(sole_refusal("\\ir b\n", {{"b", "\n\\if true\n"}}),
              "psql-command a.sql:1: b:2: a condition without its \\endif: \"\\if\"");
}

TEST(PsqlScript, IncludesOnlySoMuch) {
    Files deep;
    for (int i = 0; i < 20; ++i)
        deep.emplace_back("f" + std::to_string(i), "\\ir f" + std::to_string(i + 1));
    EXPECT_EQ(sole_refusal("\\ir f0", deep),
              "psql-command a.sql:1: f15:1: files that include each other more than 16 deep: "
              "\"\\ir f16\"");
    const SetFolder folder(Files{{"one", "SELECT 1;\n"}});
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "\\ir one\n";
    EXPECT_EQ(translate_in(folder, many).script.statements.size(), 10'000U);
    EXPECT_THAT(translate_in(folder, many + "\\ir one\n\\ir one\n").problems,
                ElementsAre("psql-command a.sql:10001: a script that includes more than 10000 "
                            "files: \"\\ir one\""));
    // Ten of ten of ten …
    Files fan;
    for (int i = 0; i < 12; ++i) {
        std::string text;
        for (int k = 0; k < 10; ++k) text += "\\ir f" + std::to_string(i + 1) + "\n";
        fan.emplace_back("f" + std::to_string(i), text);
    }
    fan.emplace_back("f12", "");
    EXPECT_THAT(translate("\\ir f0\n", fan).problems,
                ElementsAre(HasSubstr("a script that includes more than 10000 files: ")));
}

TEST(PsqlScript, HasASizeThatItMayReach) {
    const SetFolder folder(Files{{"big", "SELECT '" + std::string(50U << 20U, 'x') + "';\n"}});
    std::set<std::filesystem::path> read;
    Problems problems;
    DraftScript draft{"a.sql", folder.path("a.sql").string(), "\\ir big\n"};
    translate_psql(draft, folder.options.directory, read, problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(draft.text.size(), (50U << 20U) + 12);
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "\\ir big\n";
    EXPECT_THAT(translate_in(folder, many).problems,
                ElementsAre("psql-command a.sql:6: big:1: the script is larger than 256 MB with "
                            "what it includes: \"a.sql\""));
    // Doubled again and again.
    std::string doubled = "\\set a xxxxxxxx\n";
    for (int i = 0; i < 40; ++i) doubled += "\\set a :a:a\n";
    EXPECT_THAT(translate_in(folder, doubled).problems,
                testing::Contains("psql-command a.sql:19: a value of more than 1 MB: \"a\""));
}

// Each line is short, and would put in a megabyte.
TEST(PsqlScript, PutsInLongValuesAsFarAsSomebodyMayWait) {
    std::string doubled = "\\set a xxxxxxxx\n";
    for (int i = 0; i < 17; ++i) doubled += "\\set a :a:a\n";
    const auto refused = [&](const std::string& line) {
        std::string text = doubled;
        for (int i = 0; i < 100; ++i) text += line + "\n";
        return translate(text).problems;
    };
    const std::string what = "long values of variables, together more than 16 MB: ";
    EXPECT_THAT(refused("\\set b :a"),
                ElementsAre("psql-command a.sql:33: " + what + "\"\\set b :a\""));
    EXPECT_THAT(refused("SELECT :'a';"),
                ElementsAre("psql-command a.sql:33: " + what + "\":'a'\""));
    EXPECT_THAT(refused("\\if :a\n\\endif"), testing::Contains(HasSubstr(what)));
    std::string line = "\\set b ";
    for (int i = 0; i < 100; ++i) line += ":a";
    EXPECT_THAT(translate(doubled + line).problems, ElementsAre(HasSubstr(what)));
    // What is short may be put in as often as it is needed.
    std::string text = "\\set schema " + std::string(4000, 's') + "\n";
    for (int i = 0; i < 5000; ++i) text += "DROP TABLE :schema.t;\n";
    EXPECT_TRUE(translate(text).problems.empty());
}

TEST(PsqlScript, CopiesFiles) {
    const Files files{{"data/t.csv", "1,it's\n2,\\c"}, {"b", "COPY t FROM stdin;\n1\n"}};
    const std::string expected = "COPY t (a, b) FROM STDIN csv;\n1,it's\n2,\\c\n\\.\n";
    EXPECT_EQ(sql_of("SELECT 1; \\copy t (a, b) from 'data/t.csv' csv;\nSELECT 2;", files),
              "SELECT 1; \n" + expected + "\nSELECT 2;");
    EXPECT_EQ(sql_of("\\copy t from stdin\n1\n\\.\nSELECT ':a';\n"),
              "COPY t FROM STDIN;\n1\n\\.\nSELECT ':a';\n");
    EXPECT_EQ(sql_of("\\ir b\nSELECT 1;", files), "COPY t FROM stdin;\n1\n\\.\n\nSELECT 1;");
    EXPECT_THAT(translate("\\copy t from 'data/t.csv'", files).read, ElementsAre("data/t.csv"));
    const Script script = translate("\\copy t (a, b) from 'data/t.csv' csv", files).script;
    ASSERT_EQ(script.statements.size(), 1U);
    EXPECT_EQ(
        script.text.substr(script.statements[0].data_offset, script.statements[0].data_length),
        "1,it's\n2,\\c\n");
}

TEST(PsqlScript, KeepsTheDataOfCopyAsTheyAre) {
    const std::string data = "COPY a FROM stdin; COPY b FROM stdin;\n:x\\c\n\\.\n'\n\\.\n";
    EXPECT_EQ(sql_of("\\set x 1\n" + data + "SELECT :x;"), "\n" + data + "SELECT 1;");
    EXPECT_EQ(sql_of("\\set c 'COPY t FROM stdin;'\n:c \\echo a\n\\c\n\\.\n"),
              "\nCOPY t FROM stdin; \n\\c\n\\.\n");
    EXPECT_EQ(sql_of("COPY t FROM stdin \\g\n1\n\\.\nSELECT 2 \\gx\n"),
              "COPY t FROM stdin ;\n1\n\\.\nSELECT 2 ;\n");
}

TEST(PsqlScript, NamesCopiesThatItCannotMake) {
    EXPECT_EQ(sole_refusal("\\copy t to 'x'\n"),
              "psql-command a.sql:1: a runner writes no files: \"\\copy t to 'x'\"");
    EXPECT_EQ(sole_refusal("\\copy t from 'x'\n"),
              "psql-command a.sql:1: no such file in the set's folder: \"x\"");
    EXPECT_EQ(sole_refusal("\\copy t from x binary\n", {{"x", std::string("PGCOPY\0", 7)}}),
              "psql-command a.sql:1: a NUL byte in the file: \"x\"");
    EXPECT_EQ(sole_refusal("\\copy t from x\n", {{"x", "1\n\\.\n2\n"}}),
              "psql-command a.sql:1: a line \"\\.\" ends the data before the file ends: "
              "\"\\copy t from x\"");
    EXPECT_EQ(sole_refusal("SELECT 1\n\\copy t from x\n"),
              "psql-command a.sql:2: a command that runs inside a statement: \"\\copy t from x\"");
}

TEST(PsqlScript, RunsCellsInABlock) {
    const Translated result =
        translate("SELECT 1;\n-- why\nSELECT 'a'\n  || 'b' \\gexec\nSELECT 2;");
    EXPECT_THAT(result.problems, ElementsAre());
    EXPECT_THAT(result.text, testing::StartsWith("SELECT 1;\n-- why\nDO $gexec$DECLARE "));
    EXPECT_THAT(result.text, HasSubstr(" EXECUTE $query$SELECT 'a'\n  || 'b' $query$ LOOP "));
    ASSERT_EQ(result.script.statements.size(), 3U);
    EXPECT_EQ(result.script.statements[1].line, 3);
    EXPECT_EQ(result.script.statements[2].line, 5);
    EXPECT_THAT(translate("VACUUM;\nSELECT 'a' \\gexec\n").problems,
                ElementsAre("psql-command a.sql:2: the tool runs \\gexec only in a transaction: "
                            "\"\\gexec\""));
}

TEST(PsqlScript, TakesWhatPgDumpWritesAroundItsOutput) {
    EXPECT_EQ(sql_of("\\restrict aB3\n\nSELECT 1;\nCOPY t FROM stdin;\n\\c\n\\.\n\\unrestrict "
                     "aB3\n\\echo a\n"),
              "\n\nSELECT 1;\nCOPY t FROM stdin;\n\\c\n\\.\n\n\n");
    EXPECT_EQ(sole_refusal("\\restrict a\n\\echo x\n\\unrestrict a\n"),
              "psql-command a.sql:2: a command behind \\restrict, where psql takes \\unrestrict "
              "alone: \"\\echo x\"");
    for (const char* command : {"\\unrestrict b", "\\unrestrict"})
        EXPECT_EQ(sole_refusal("\\restrict a\n" + std::string(command)),
                  "psql-command a.sql:2: \\unrestrict without a \\restrict of its key: \"" +
                      std::string(command) + "\"");
    EXPECT_EQ(sole_refusal("\\unrestrict a"),
              "psql-command a.sql:1: \\unrestrict without a \\restrict of its key: "
              "\"\\unrestrict a\"");
    EXPECT_EQ(sole_refusal("\\restrict"),
              "psql-command a.sql:1: a command without its argument: \"\\restrict\"");
}

TEST(PsqlScript, KeepsThePlacesOfTheFiles) {
    const Files files{
        {"b", "SELECT 1;\n\n\\ir c\n  SELECT\n2"}, {"c", "\nSELECT 3;\n"}, {"d", "1\n2\n"}};
    const Translated result = translate(
        "\\set v 'x\\ny\\nz'\nSELECT 0;\n\\ir b\nSELECT 4, :'v',\n 5;\n\\copy t from d\n"
        "SELECT 6;\nSELEC FROM t;\n-- @lossy: late\n",
        files);
    std::vector<std::string> places;
    for (const auto& statement : result.script.statements) {
        const auto place = result.script.place(statement);
        places.push_back(one_line(result.script.sql(statement), 10) + " " +
                         std::to_string(statement.line) + " " + place.included);
        EXPECT_EQ(place.line, statement.line);
    }
    EXPECT_THAT(places,
                ElementsAre("SELECT 0 2 ", "SELECT 1 3 b:1", "SELECT 3 3 c:2", "SELECT 2 3 b:4",
                            "SELECT 4, … 4 ", "COPY t FRO… 6 ", "SELECT 6 7 ", "SELEC FROM… 8 "));
    EXPECT_THAT(result.problems,
                ElementsAre("syntax a.sql:8: syntax error at or near \"SELEC\"",
                            "misplaced-annotation a.sql:9: an annotation that has no effect here: "
                            "\"@lossy\""));
    const auto& three = result.script.statements[4];
    EXPECT_EQ(result.script.place(three, three.length - 1).line, 5);
    const auto& two = result.script.statements[3];
    EXPECT_EQ(result.script.place(two, two.length - 1).included, "b:5");
}

TEST(PsqlScript, IsReadWithWhatItIncludes) {
    const SetFolder folder(
        {{"001_a.up.sql", "-- @lossy: why\n\\set x 1\n\\ir views.sql\n\\copy t from t.csv\n"},
         {"001_a.down.sql", "\\i views.sql\n"},
         {"views.sql", "SELECT :x;\n"},
         {"other.sql", "SELECT 1;\n"},
         {"t.csv", "1\n"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("001 a | SELECT 1; COPY t FROM STDIN; | SELECT :x;",
                            "syntax 001_a.down.sql:1: views.sql:1: syntax error at or near \":\"",
                            "passed-over other.sql: not a migration by its name: \"other.sql\""));
    std::vector<std::string> inputs;
    for (const auto& input : folder.read().inputs)
        inputs.push_back(folder.without_path(input.string()));
    EXPECT_THAT(inputs, testing::IsSupersetOf({"t.csv", "views.sql"}));
    EXPECT_EQ(std::count(inputs.begin(), inputs.end(), "views.sql"), 1);
    const auto before = folder.read().set.digest();
    folder.write("t.csv", "2\n");
    EXPECT_NE(folder.read().set.digest(), before);
}

TEST(PsqlScript, IsTranslatedBehindTheCuttingOfALayout) {
    EXPECT_THAT(reading_of({{"001_a.sql",
                             "-- +goose Up\n\\set x 1\nSELECT :x;\n-- +goose Down\n"
                             "\\echo x\nSELECT :x;\n\\c y\n"}}),
                ElementsAre("001 a | SELECT 1; | ",
                            "psql-command 001_a.sql:7: commands of psql are not SQL: \"\\c y\""));
}

TEST(PsqlScript, MayBeThePrerequisites) {
    SetFolder folder({{"001_a.up.sql", "SELECT 1;"},
                      {"001_a.down.sql", "SELECT 1;"},
                      {"_pre/p.sql", "\\ir roles.sql\n"},
                      {"_pre/roles.sql", "CREATE ROLE r;\n"}});
    folder.options.prerequisites = folder.path("_pre/p.sql");
    const ReadSet read = folder.read();
    EXPECT_THAT(read.problems, testing::IsEmpty());
    EXPECT_EQ(read.set.prerequisites->statements.size(), 1U);
    EXPECT_THAT(read.inputs, testing::Contains(folder.path("_pre/roles.sql")));
}

// Without its last line, a command, the script is the SQL: byte for byte.
TEST(PsqlScript, LosesNoByteOfSql) {
    constexpr std::string_view pieces[]{"SELECT 1 ",
                                        "a ",
                                        " ",
                                        "\n",
                                        "\r\n",
                                        "'it''s'",
                                        " E'\\'x'",
                                        "\"a:b\"",
                                        " $$\\x$$",
                                        " $t$ ' $t$ ",
                                        "-- \\x '\n",
                                        "/* \\y /* */ \" */",
                                        ";",
                                        "(1)",
                                        "::int ",
                                        ":=",
                                        ":a",
                                        ":'b'",
                                        ":\"c\"",
                                        ";COPY t FROM stdin;\n\\x '\n1\n\\.\n",
                                        ";copy t from STDIN; SELECT 2;\r\n\\N\r\n\\.\r\n",
                                        " ä ",
                                        " BEGIN ATOMIC SELECT 1; END "};
    std::mt19937 random(11);
    const SetFolder folder(Files{});
    int translated = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (auto length = random() % 20; length > 0; --length)
            text += pieces[random() % std::size(pieces)];
        text += "\n";
        std::set<std::filesystem::path> read;
        Problems problems;
        DraftScript draft{"a", "a", text + "\\echo end\n"};
        translate_psql(draft, folder.options.directory, read, problems);
        ASSERT_TRUE(problems.empty()) << problems.front().text() << text;
        translated += draft.origins.empty() ? 0 : 1;
        ASSERT_EQ(draft.text, draft.origins.empty() ? text + "\\echo end\n" : text + "\n");
    }
    EXPECT_GT(translated, 1000);
}

}  // namespace
}  // namespace migration

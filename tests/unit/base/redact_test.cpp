#include "base/redact.hpp"

#include <gtest/gtest.h>

#include <string>

namespace migration {
namespace {

struct SecretCase {
    std::string_view text;
    std::string_view shown;
};

TEST(Redact, HidesPasswordsInUrls) {
    for (const auto& [text, shown] :
         {SecretCase{"postgresql://joe:secret@host:5432/city",
                     "postgresql://joe:***@host:5432/city"},
          SecretCase{"postgres://joe:p%40ss@host/city", "postgres://joe:***@host/city"},
          SecretCase{"postgres://joe:p@ss@host/city", "postgres://joe:***@host/city"},
          SecretCase{"postgres://joe:a/b?c#d@host/city", "postgres://joe:***@host/city"},
          SecretCase{"postgres://joe:a:b@host", "postgres://joe:***@host"},
          SecretCase{"postgres://:secret@host", "postgres://:***@host"},
          SecretCase{"first postgres://a:x@h/d then postgres://b:y@h/d",
                     "first postgres://a:***@h/d then postgres://b:***@h/d"},
          SecretCase{"cannot read \"postgres://a:x@h/d\"", "cannot read \"postgres://a:***@h/d\""}})
        EXPECT_EQ(redact(text), shown);
}

TEST(Redact, HidesPasswordsInKeysAndValues) {
    for (const auto& [text, shown] :
         {SecretCase{"host=h password=secret dbname=d", "host=h password=*** dbname=d"},
          SecretCase{"password = 'a secret' host=h", "password = *** host=h"},
          SecretCase{R"(password='it\'s one' host=h)", "password=*** host=h"},
          SecretCase{"PGPASSWORD=secret psql", "PGPASSWORD=*** psql"},
          SecretCase{"sslpassword=secret", "sslpassword=***"},
          SecretCase{"passphrase=secret", "passphrase=***"},
          SecretCase{"postgres://host/d?password=secret&sslmode=require",
                     "postgres://host/d?password=***&sslmode=require"},
          SecretCase{"postgres://joe:one@host/d?password=two",
                     "postgres://joe:***@host/d?password=***"}})
        EXPECT_EQ(redact(text), shown);
}

TEST(Redact, HidesPasswordsWithQuotesInUrls) {
    for (const auto& [text, shown] :
         {SecretCase{"postgresql://u:pa'ss@h/d", "postgresql://u:***@h/d"},
          SecretCase{"at postgresql://u:pa\"s's@h/d now", "at postgresql://u:***@h/d now"},
          SecretCase{"postgresql://u:half-a-passw", "postgresql://u:***"},
          SecretCase{"postgresql://h/d?password=a'b&user=u",
                     "postgresql://h/d?password=***&user=u"}})
        EXPECT_EQ(redact(text), shown);
}

TEST(Redact, HidesPasswordsBehindAMisspeltWord) {
    for (const auto& [text, shown] :
         {SecretCase{"alter role a passwrod 'x y' login", "alter role a passwrod *** login"},
          SecretCase{"CREATE ROLE a pasword $$x y$$", "CREATE ROLE a pasword ***"},
          SecretCase{"ALTER ROLE a passwd 'x' VALID UNTIL '2030-01-01'",
                     "ALTER ROLE a passwd *** VALID UNTIL '2030-01-01'"},
          SecretCase{"SELECT passwords FROM t WHERE a = 'x'",
                     "SELECT passwords FROM t WHERE a = 'x'"}})
        EXPECT_EQ(redact(text), shown);
}

TEST(RedactError, HidesTheWordThatThePasswordIsTakenFor) {
    for (const auto& [message, sql, shown] :
         {std::tuple{"syntax error at or near \"qzq1\"", "alter role x password qzq1",
                     "syntax error at or near \"***\""},
          std::tuple{"syntax error at or near \"\"qzq1\"\"", "alter role x password \"qzq1\"",
                     "syntax error at or near \"***\""},
          std::tuple{"syntax error at or near \"t\"", "select 1 form t",
                     "syntax error at or near \"t\""},
          std::tuple{"role \"x\" does not exist", "alter role x password 'a'",
                     "role \"x\" does not exist"}})
        EXPECT_EQ(redact_error(message, sql), shown);
}

TEST(Redact, HidesWhatFollowsAQuoteThatNobodyClosed) {
    for (const auto& [text, shown] :
         {SecretCase{"a.sql:1: unterminated quoted string at or near \"'sec\"ret; \"",
                     "a.sql:1: unterminated quoted string at or near \"***"},
          SecretCase{"unterminated dollar-quoted string at or near \"$$secret\"\nhint: x",
                     "unterminated dollar-quoted string at or near \"***\nhint: x"}})
        EXPECT_EQ(redact(text), shown);
}

TEST(Redact, HidesPasswordsInSql) {
    for (const auto& [text, shown] :
         {SecretCase{"ALTER ROLE a PASSWORD 'it''s one' LOGIN", "ALTER ROLE a PASSWORD *** LOGIN"},
          SecretCase{"create user a encrypted password E'a\\'b c';",
                     "create user a encrypted password ***;"},
          SecretCase{"PASSWORD U&'d\\0061t' x", "PASSWORD *** x"},
          SecretCase{"PASSWORD $$a 'b$$ x", "PASSWORD *** x"},
          SecretCase{"PASSWORD $t$a $$ b$t$ x", "PASSWORD *** x"},
          SecretCase{"PASSWORD 'a'\n 'b' x", "PASSWORD *** x"},
          SecretCase{"PASSWORD -- why\n 'b' x", "PASSWORD -- why\n *** x"},
          SecretCase{"OPTIONS (user 'u', password 'x y')", "OPTIONS (user 'u', password ***)"},
          SecretCase{"OPTIONS (\"password\" 'x y')", "OPTIONS (\"password\" ***)"},
          SecretCase{"f(password => 'x y', a => 1)", "f(password => ***, a => 1)"},
          SecretCase{"f(password := 'x y')", "f(password := ***)"},
          SecretCase{"SET password = crypt('x y', gen_salt('bf')) WHERE true",
                     "SET password = *** gen_salt('bf')) WHERE true"},
          SecretCase{"CONNECTION 'host=h password=x' PUBLICATION p",
                     "CONNECTION 'host=h password=*** PUBLICATION p"},
          SecretCase{"CONNECTION 'password=''x y'' host=h'", "CONNECTION 'password=*** host=h'"},
          SecretCase{"execute 'alter role a password ''x y'' login'",
                     "execute 'alter role a password *** login'"},
          SecretCase{"execute 'alter role a password ''it''''s'';'",
                     "execute 'alter role a password ***;'"},
          SecretCase{"execute E'alter role a password \\'x y\\' login'",
                     "execute E'alter role a password *** login'"},

          SecretCase{"ALTER ROLE a PASSWORD 'cut o", "ALTER ROLE a PASSWORD ***"},
          SecretCase{"{\"password\": \"x \\\" y\", \"a\": 1}", "{\"password\": ***, \"a\": 1}"}})
        EXPECT_EQ(redact(text), shown);
}

TEST(Redact, LeavesSqlWithoutSecretsReadable) {
    for (const std::string_view text :
         {"ALTER ROLE a PASSWORD NULL",
          "CREATE TABLE u (password text NOT NULL, name text DEFAULT 'x')",
          "SELECT password_hash FROM passwords WHERE name = 'x'", "SET password_encryption = 'md5'",
          "password authentication failed for user 'joe'",
          "COMMENT ON COLUMN u.password IS 'hashed'"})
        EXPECT_EQ(redact(text), text);
}

TEST(RememberSecret, HidesItBetweenItsNeighboursOnly) {
    remember_secret("secret word=", "pa ss", "");
    remember_secret("<", "a", ">");
    EXPECT_EQ(redact("the secret word=pa ss, a pa ss"), "the secret word=***, a pa ss");
    EXPECT_EQ(redact("a <a> b"), "a <***> b");
}

TEST(Redact, LeavesTextWithoutSecretsAsItIs) {
    for (const std::string_view text :
         {"", "postgres://joe@host:5432/city", "postgres://host/city",
          "see https://www.postgresql.org/docs", "password authentication failed for user \"joe\"",
          "password=", "host=h dbname=d"})
        EXPECT_EQ(redact(text), text);
}

TEST(RedactArgument, OverwritesInPlaceAndKeepsTheLength) {
    char argument[] = "--database-url=postgres://joe:secret@host/city";
    redact_argument(argument);
    EXPECT_STREQ(argument, "--database-url=postgres://joe:******@host/city");
}

TEST(RedactArgument, OverwritesAllOfAPasswordWithBlanks) {
    for (auto [text, shown] :
         {std::pair<std::string, std::string>{"postgresql://u:a b'c@h/d",
                                              "postgresql://u:*****@h/d"},
          {"host=h password='a b' user=u", "host=h password=***** user=u"},
          {"--database-url=password = a\\ b", "--database-url=password = ****"},
          {"postgresql://h/d?sslmode=x&password=a b", "postgresql://h/d?sslmode=x&password=***"},
          {"--set=postgresql", "--set=postgresql"}}) {
        redact_argument(text.data());
        EXPECT_EQ(text, shown);
    }
}

}  // namespace
}  // namespace migration

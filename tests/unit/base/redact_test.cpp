#include "base/redact.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

struct Case {
    std::string_view text;
    std::string_view shown;
};

TEST(Redact, HidesPasswordsInUrls) {
    for (const auto& [text, shown] :
         {Case{"postgresql://joe:secret@host:5432/city", "postgresql://joe:***@host:5432/city"},
          Case{"postgres://joe:p%40ss@host/city", "postgres://joe:***@host/city"},
          Case{"postgres://joe:p@ss@host/city", "postgres://joe:***@host/city"},
          Case{"postgres://joe:a/b?c#d@host/city", "postgres://joe:***@host/city"},
          Case{"postgres://joe:a:b@host", "postgres://joe:***@host"},
          Case{"postgres://:secret@host", "postgres://:***@host"},
          Case{"first postgres://a:x@h/d then postgres://b:y@h/d",
               "first postgres://a:***@h/d then postgres://b:***@h/d"},
          Case{"cannot read \"postgres://a:x@h/d\"", "cannot read \"postgres://a:***@h/d\""}})
        EXPECT_EQ(redact(text), shown);
}

TEST(Redact, HidesPasswordsInKeysAndValues) {
    for (const auto& [text, shown] :
         {Case{"host=h password=secret dbname=d", "host=h password=*** dbname=d"},
          Case{"password = 'a secret' host=h", "password = *** host=h"},
          Case{R"(password='it\'s one' host=h)", "password=*** host=h"},
          Case{"PGPASSWORD=secret psql", "PGPASSWORD=*** psql"},
          Case{"sslpassword=secret", "sslpassword=***"}, Case{"passphrase=secret", "passphrase=***"},
          Case{"postgres://host/d?password=secret&sslmode=require",
               "postgres://host/d?password=***&sslmode=require"},
          Case{"postgres://joe:one@host/d?password=two", "postgres://joe:***@host/d?password=***"}})
        EXPECT_EQ(redact(text), shown);
}

TEST(Redact, LeavesTextWithoutSecretsAsItIs) {
    for (const std::string_view text :
         {"", "postgres://joe@host:5432/city", "postgres://host/city", "see https://www.postgresql.org/docs",
          "password authentication failed for user \"joe\"", "password=", "host=h dbname=d"})
        EXPECT_EQ(redact(text), text);
}

TEST(RedactArgument, OverwritesInPlaceAndKeepsTheLength) {
    char argument[] = "--database-url=postgres://joe:secret@host/city";
    redact_argument(argument);
    EXPECT_STREQ(argument, "--database-url=postgres://joe:******@host/city");
}

}  // namespace
}  // namespace migration

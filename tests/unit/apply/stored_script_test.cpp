#include "apply/stored_script.hpp"

#include <gtest/gtest.h>

#include "support/sets.hpp"

namespace migration {
namespace {

TEST(StoredScript, KeepsTheTimeLimitsThatTheScriptAsksFor) {
    Script script = script_of("DROP TABLE t;");
    script.annotations.lock_timeout = "3s";
    script.annotations.statement_timeout = "1 min";
    const Script found = script_from_store(stored_script(script), "x");
    EXPECT_EQ(found.annotations.lock_timeout, "3s");
    EXPECT_EQ(found.annotations.statement_timeout, "1 min");
    ASSERT_EQ(found.statements.size(), 1U);
    EXPECT_EQ(found.sql(found.statements[0]), "DROP TABLE t");
}

TEST(StoredScript, TakesNoLimitFromAStatement) {
    const Script script =
        script_of("-- with lock_timeout 3s\nDROP TABLE t; -- with statement_timeout 1s");
    const Script found = script_from_store(stored_script(script), "x");
    EXPECT_FALSE(found.annotations.lock_timeout);
    EXPECT_FALSE(found.annotations.statement_timeout);
}

// As versions before this one have stored it.
TEST(StoredScript, NeedsNoLimits) {
    const Script found = script_from_store(
        "-- stored in one transaction 0123456789abcdef\n-- statement 0123456789abcdef\nDROP TABLE "
        "t;\n",
        "x");
    EXPECT_TRUE(found.transactional);
    EXPECT_FALSE(found.annotations.lock_timeout);
    ASSERT_EQ(found.statements.size(), 1U);
}

}  // namespace
}  // namespace migration

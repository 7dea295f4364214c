#include "postgres/connection_settings.hpp"

#include <gtest/gtest.h>

#include "base/redact.hpp"
#include "support/errors.hpp"

namespace migration {
namespace {

TEST(ConnectionSettings, NamesAnUnknownParameterOfAUrl) {
    const auto error =
        error_of([] { ConnectionSettings("postgresql://u:secret@h/d?sslmod=require"); });
    EXPECT_STREQ(error->what(),
                 "cannot read the database URL: invalid URI query parameter: \"sslmod\"");
    EXPECT_EQ(error->hint(), "did you mean \"sslmode\"?");
    const auto other = error_of([] { ConnectionSettings("postgresql://h/d?schema=app"); });
    EXPECT_STREQ(other->what(),
                 "cannot read the database URL: invalid URI query parameter: \"schema\"");
}

TEST(ConnectionSettings, NamesAnUnknownKeyThatIsNoPieceOfAPassword) {
    const auto error = error_of([] { ConnectionSettings("hots=/tmp dbname=d"); });
    EXPECT_STREQ(error->what(), "cannot read the database URL: invalid connection option \"hots\"");
    EXPECT_EQ(error->hint(), "did you mean \"host\"?");
    const auto secret = error_of([] { ConnectionSettings("host=h password=half other=x"); });
    EXPECT_EQ(std::string(secret->what()).find("other"), std::string::npos) << secret->what();
}

TEST(ConnectionSettings, NamesNothingThatMayBeHalfOfAPassword) {
    for (const auto* text : {"postgresql://u:pa/d?half=x@h/d", "postgresql://u:pa/half@h/d",
                             "postgresql://u:12/half@h/d", "postgresql://u:half",
                             "host=h password=a half", "postgresql://u:%zzhalf@h"}) {
        const auto error = error_of([&] { ConnectionSettings settings(text); });
        ASSERT_TRUE(error) << text;
        EXPECT_EQ(std::string(error->what()).find("half"), std::string::npos) << error->what();
        EXPECT_EQ(error->hint().find("half"), std::string::npos);
    }
}

TEST(ConnectionSettings, HavePasswordsHiddenAsLibpqReadsThem) {
    const ConnectionSettings settings("host=h password='kept \\'close'");
    EXPECT_EQ(settings.parameter("password"), "kept 'close");
    EXPECT_EQ(redact("PGPASSWORD=kept 'close psql"), "PGPASSWORD=*** psql");
    EXPECT_EQ(redact("postgresql://u:kept%20%27close@h"), "postgresql://u:***@h");
    EXPECT_EQ(redact("kept close"), "kept close");
}

}  // namespace
}  // namespace migration

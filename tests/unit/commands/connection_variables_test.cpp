#include "commands/connection_variables.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

ConnectionSettings settings(const ConnectionSettings& base,
                            const std::vector<std::pair<std::string, std::string>>& pairs) {
    ConnectionSettings result = base;
    for (const auto& [key, value] : pairs) result = result.with(key, value);
    return result;
}

const ConnectionSettings tcp = settings(ConnectionSettings(), {{"host", "127.0.0.1"},
                                                               {"port", "32768"},
                                                               {"user", "postgres"},
                                                               {"password", "p@ss/w:rd%"},
                                                               {"dbname", "my db"}});

TEST(ConnectionUrl, HoldsAPasswordAsUrlsDo) {
    EXPECT_EQ(connection_url(tcp),
              "postgresql://postgres:p%40ss%2Fw%3Ard%25@127.0.0.1:32768/my%20db");
    EXPECT_EQ(connection_url(tcp.with("host", "::1")),
              "postgresql://postgres:p%40ss%2Fw%3Ard%25@[::1]:32768/my%20db");
}

TEST(ConnectionUrl, HasASocketsFolderInItsQuery) {
    const auto local = settings(ConnectionSettings(), {{"host", "/dev/shm/x"},
                                                       {"port", "5432"},
                                                       {"user", "postgres"},
                                                       {"dbname", "postgres"},
                                                       {"sslmode", "disable"}});
    EXPECT_EQ(connection_url(local),
              "postgresql://postgres@/postgres?host=%2Fdev%2Fshm%2Fx&port=5432");
}

TEST(ConnectionUrl, IsReadByLibpqAsItWasMeant) {
    const ConnectionSettings read(connection_url(tcp));
    for (const char* key : {"host", "port", "user", "password", "dbname"})
        EXPECT_EQ(read.parameter(key), tcp.parameter(key)) << key;
}

TEST(ConnectionVariables, AreThoseThatHaveAValue) {
    EXPECT_THAT(
        connection_variables(tcp.with("options", "")),
        testing::ElementsAre(
            testing::Pair("DATABASE_URL", testing::_), testing::Pair("PGHOST", "127.0.0.1"),
            testing::Pair("PGPORT", "32768"), testing::Pair("PGDATABASE", "my db"),
            testing::Pair("PGUSER", "postgres"), testing::Pair("PGPASSWORD", "p@ss/w:rd%")));
}

}  // namespace
}  // namespace migration

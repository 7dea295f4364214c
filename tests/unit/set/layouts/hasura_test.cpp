#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(HasuraLayout, IsFoundByTheProjectAroundTheFolder) {
    for (const auto& [below, witness] :
         {std::pair{"migrations", "metadata/version.yaml"},
          std::pair{"migrations/default", "metadata/version.yaml"},
          std::pair{"migrations", "config.yaml"}, std::pair{"migrations/default", "config.yaml"}}) {
        const SetFolderBelow folder(below, {{witness, "version: 3\nmetadata_directory: metadata\n"},
                                            {std::string(below) + "/1_a/up.sql", "SELECT 1;"}});
        EXPECT_EQ(folder.read().set.layout, "hasura") << below << " " << witness;
    }
    const SetFolderBelow far("a/b/migrations", {{"metadata/version.yaml", ""},
                                                {"a/b/migrations/1_a/up.sql", "SELECT 1;"}});
    EXPECT_EQ(far.read().set.layout, "folder-each");
    const SetFolderBelow diesel("migrations", {{"metadata/version.yaml", ""},
                                               {"migrations/1_a/metadata.toml", ""},
                                               {"migrations/1_a/up.sql", "SELECT 1;"}});
    EXPECT_EQ(diesel.read().set.layout, "folder-each");
}

TEST(HasuraLayout, OrdersVersionsAsNumbersAndNeedsNoDownScript) {
    const SetFolderBelow folder("migrations", {{"config.yaml", "endpoint: http://localhost:8080\n"},
                                               {"migrations/1600000000000_b/up.sql", "SELECT 1;"},
                                               {"migrations/1600000000000_b/down.sql", "SELECT 2;"},
                                               {"migrations/20200101_a/up.sql", "SELECT 3;"},
                                               {"migrations/20200101_a/down.sql", ""}});
    EXPECT_THAT(reading_of(folder), ElementsAre("20200101 a | SELECT 3; | -",
                                                "1600000000000 b | SELECT 1; | SELECT 2;"));
    const auto read = folder.read();
    EXPECT_EQ(read.set.migrations[0].up.annotations.irreversible,
              "it has no down script (DOWN OPTIONAL)");
    EXPECT_THAT(read.inputs, testing::Contains(folder.path("config.yaml")));
}

TEST(HasuraLayout, RunsAScriptWithoutATransactionWhereItsFirstLineSaysSo) {
    const SetFolderBelow folder(
        "migrations", {{"config.yaml", "endpoint: http://localhost:8080\n"},
                       {"migrations/1_a/up.sql", "-- hasura:no-transaction\nSELECT 1;"},
                       {"migrations/1_a/down.sql", "\n-- hasura:no-transaction\nSELECT 2;"}});
    EXPECT_THAT(reading_of(folder), ElementsAre("1 a | (alone) SELECT 1; | SELECT 2;"));
}

TEST(HasuraLayout, MakesAFindingOfAMigrationInYaml) {
    const SetFolderBelow folder("migrations", {{"config.yaml", "endpoint: http://localhost:8080\n"},
                                               {"migrations/1_a/up.sql", "SELECT 1;"},
                                               {"migrations/1_a/up.yaml", "- type: run_sql\n"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("1 a | SELECT 1; | -",
                            "other-language migrations/1_a/up.yaml: a migration in YAML, which the "
                            "tool cannot run"));
}

}  // namespace
}  // namespace migration

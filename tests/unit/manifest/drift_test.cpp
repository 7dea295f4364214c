#include "manifest/drift.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

const std::string table = "table public.t";
const std::string column = "column public.t.a";

Change change(const std::string& key, std::optional<std::string> before,
              std::optional<std::string> after, const std::string& parent = "") {
    return {key, Facet::structure, parent, std::move(before), std::move(after)};
}

// 001 makes a table with a column, 002 makes the column longer, 003 drops an older index.
ManifestServer validated() {
    return {"15.18",
            15,
            "local",
            {{"001",
              "",
              {change(column, std::nullopt, "a int", table),
               change(table, std::nullopt, "CREATE TABLE")}},
             {"002", "", {change(column, "a int", "a bigint", table)}},
             {"003", "", {change("index public.old", "CREATE INDEX", std::nullopt)}}}};
}

std::vector<LedgerRow> applied(std::initializer_list<const char*> versions) {
    std::vector<LedgerRow> rows;
    for (const char* version : versions) rows.emplace_back().version = version;
    return rows;
}

Changes drift_of(const ManifestServer& server, const std::vector<LedgerRow>& rows,
                 const Snapshot& live, Level level = Level::structure) {
    const LiveNames names(server, "app");
    return find_drift(server, rows, {live, names}, level);
}

Snapshot objects(const std::string& column_definition) {
    return {{table, {Facet::structure, "schema public", "CREATE TABLE"}},
            {column, {Facet::structure, table, column_definition}},
            {"index public.old", {Facet::structure, "", "CREATE INDEX"}},
            {"table other.unrelated", {Facet::structure, "", "CREATE TABLE"}}};
}

TEST(FindDrift, FindsNothingWhereTheSchemaIsWhatValidationSaw) {
    EXPECT_TRUE(drift_of(validated(), applied({"001"}), objects("a int")).empty());
    EXPECT_TRUE(drift_of(validated(), applied({"1", "2"}), objects("a bigint")).empty());
}

TEST(FindDrift, ShowsAnAlteredObject) {
    const Changes drift = drift_of(validated(), applied({"001", "002"}), objects("a text"));
    ASSERT_EQ(drift.size(), 1U);
    EXPECT_EQ(drift[0], change(column, "a bigint", "a text", table));
}

TEST(FindDrift, ShowsAMissingTableWithoutItsColumns) {
    Snapshot snapshot = objects("a int");
    snapshot.erase(table);
    snapshot.erase(column);
    const Changes drift = drift_of(validated(), applied({"001"}), snapshot);
    ASSERT_EQ(drift.size(), 1U);
    EXPECT_EQ(drift[0].key, table);
    EXPECT_EQ(drift[0].after, std::nullopt);
}

TEST(FindDrift, ExpectsWhatAPendingMigrationWillFind) {
    Snapshot snapshot = objects("a int");
    snapshot.erase("index public.old");
    const Changes drift = drift_of(validated(), applied({"001", "002"}), snapshot);
    ASSERT_EQ(drift.size(), 2U);
    EXPECT_EQ(drift[1], change("index public.old", "CREATE INDEX", std::nullopt));
    EXPECT_TRUE(drift_of(validated(), applied({"001", "003"}), snapshot).empty());
}

TEST(FindDrift, ShowsWhatStandsThereBeforeItsMigration) {
    const Changes drift = drift_of(validated(), {}, objects("a int"));
    ASSERT_EQ(drift.size(), 1U);
    EXPECT_EQ(drift[0].key, table);
    EXPECT_EQ(drift[0].before, std::nullopt);
}

TEST(FindDrift, CountsMoreWithEachLevel) {
    ManifestServer server = validated();
    for (const Facet facet : {Facet::owner, Facet::privileges, Facet::rows, Facet::server})
        server.states[0].changes.push_back(
            {"thing " + std::string(facet_name(facet)), facet, "", std::nullopt, "x"});
    const auto keys = [&](Level level) {
        std::vector<std::string> found;
        for (const auto& change : drift_of(server, applied({"001"}), objects("a int"), level))
            found.push_back(change.key.text());
        return found;
    };
    using Keys = std::vector<std::string>;
    EXPECT_EQ(keys(Level::structure), Keys{});
    EXPECT_EQ(keys(Level::privileges), (Keys{"thing privileges"}));
    EXPECT_EQ(keys(Level::owners), (Keys{"thing owner", "thing privileges"}));
    EXPECT_EQ(keys(Level::rows), (Keys{"thing owner", "thing privileges", "thing rows"}));
}

TEST(FindDrift, TakesTheMigratingRoleForTheOneThatValidated) {
    ManifestServer server = validated();
    server.states[0].changes.push_back({"default privileges of postgres on tables",
                                        Facet::privileges, "", std::nullopt, "reader: SELECT"});
    Snapshot snapshot = objects("a int");
    EXPECT_EQ(drift_of(server, applied({"001"}), snapshot, Level::privileges).size(), 1U);
    snapshot["default privileges of app on tables"] = {Facet::privileges, "", "reader: SELECT"};
    EXPECT_TRUE(drift_of(server, applied({"001"}), snapshot, Level::privileges).empty());
}

TEST(FindDrift, TakesAnExtensionInAnotherSchemaForTheSame) {
    ManifestServer server = validated();
    const std::string function = "function public.f(public.hstore, public.t)";
    server.states[0].changes.push_back(change(function, std::nullopt, "takes public.hstore"));
    server.states[0].changes.push_back(change(
        "extension hstore", std::nullopt, "CREATE EXTENSION hstore SCHEMA public VERSION '1.8'"));
    Snapshot live = objects("a int");
    live["function public.f(\"E t\".hstore, public.t)"] = {Facet::structure, "",
                                                           "takes \"E t\".hstore"};
    live["extension hstore"] = {Facet::structure, "",
                                "CREATE EXTENSION hstore SCHEMA \"E t\" VERSION '1.7'"};
    live["schema \"E t\""] = {Facet::structure, "", "CREATE SCHEMA \"E t\""};
    server.states[1].changes.push_back(
        change("schema \"E t\"", std::nullopt, "CREATE SCHEMA \"E t\""));
    EXPECT_EQ(drift_of(server, applied({"001"}), live).size(), 1U);
    LiveNames names(server, "app");
    names.add_moved("hstore", "public", "\"E t\"");
    EXPECT_TRUE(find_drift(server, applied({"001"}), {live, names}).empty());
    live["schema other"] = {Facet::structure, "", "CREATE SCHEMA other"};
    server.states[1].changes.push_back(change("schema other", std::nullopt, "CREATE SCHEMA other"));
    EXPECT_EQ(find_drift(server, applied({"001"}), {live, names}).size(), 1U);
}

TEST(LiveNames, ChangesTheSchemaOfMembersAlone) {
    LiveNames names(validated(), "app");
    names.add_moved("hstore", "public", "ext");
    names.add_moved("->", "public", "ext");
    names.add_moved("\"My.Type\"", "public", "ext");
    for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
             {"(a public.hstore[], public.hstores, x.public.hstore)",
              "(a ext.hstore[], public.hstores, x.public.hstore)"},
             {"a OPERATOR(public.->) b OPERATOR(public.->>) c",
              "a OPERATOR(ext.->) b OPERATOR(public.->>) c"},
             {"public.\"My.Type\"", "ext.\"My.Type\""},
             {"\"a\"\"b\".public, public.hstore", "\"a\"\"b\".public, ext.hstore"},
             {"public.\"My.Type\", \"public.hstore\", publics.hstore",
              "ext.\"My.Type\", \"public.hstore\", publics.hstore"}})
        EXPECT_EQ(names.definition(text), expected);
}

TEST(FindDrift, LeavesOpenWhatAnIncompleteMigrationTouches) {
    auto rows = applied({"001", "002"});
    rows[1].incomplete = true;
    EXPECT_TRUE(drift_of(validated(), rows, objects("a int")).empty());
    EXPECT_TRUE(drift_of(validated(), rows, objects("a bigint")).empty());
    Snapshot snapshot = objects("a int");
    snapshot["index public.between"] = {Facet::structure, table, "CREATE INDEX"};
    EXPECT_TRUE(drift_of(validated(), rows, snapshot).empty());
    snapshot.erase("index public.old");
    EXPECT_EQ(drift_of(validated(), rows, snapshot).size(), 1U);
}

}  // namespace
}  // namespace migration

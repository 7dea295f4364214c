// Where servers come from, with and without what there could be.

#include "sandbox/choose_server.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.hpp"
#include "sandbox/server_binaries.hpp"
#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// A variable has another value for as long as this lives.
class Variable {
public:
    Variable(const char* name, const std::string& value) : name_(name) {
        if (const char* text = std::getenv(name)) before_ = text;
        ::setenv(name, value.c_str(), 1);
    }
    ~Variable() {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* name_;
    std::optional<std::string> before_;
};

class ChooseServerTest : public ServerTest {
protected:
    ChooseServerTest() : folder_("choose-"), path_("PATH", folder_.path().string()) {}

    // A program of that name on PATH, which has nothing else.
    void add_program(const std::string& name, const std::string& script) {
        write_file(folder_.path() / name, "#!/bin/sh\n" + script + "\n");
        fs::permissions(folder_.path() / name, fs::perms::owner_all);
    }

    static std::string bin() {
        return choose_server_binaries("", std::nullopt).value().directory.string();
    }
    static ServerWish wish(const std::string& server) {
        ServerWish wish;
        wish.server = server;
        return wish;
    }

    TemporaryDirectory folder_;
    Variable path_;
    Variable server_{server_variable, ""};
    Variable image_{image_variable, ""};
    Variable versions_{versions_variable, ""};
};

// An engine that has these images and cannot pull any.
std::string engine_with(const std::string& images) {
    return "case \"$1 $2\" in 'image inspect') for image in " + images +
           "; do [ \"$image\" = \"$6\" ] && echo '{}' && exit 0; done; exit 1 ;; "
           "pull*) echo 'no route to the registry' >&2; exit 1 ;; esac; exit 0";
}

TEST_F(ChooseServerTest, AutoIsLocalWhereThereIsNoEngine) {
    const auto choice = choose_servers(wish("auto"));
    ASSERT_FALSE(choice.none);
    EXPECT_EQ(choice.servers.at(0).name, "local");
    EXPECT_EQ(choice.servers.at(0).reason, "no docker on PATH, no podman on PATH");
}

TEST_F(ChooseServerTest, AutoTakesAnEngineThatHasTheImage) {
    add_program("docker", engine_with("postgres:15"));
    add_program("podman", engine_with("postgres:16 postgres:14"));
    const auto of = [](std::vector<int> versions) {
        ServerWish several = wish("");
        several.versions = std::move(versions);
        std::vector<std::string> names;
        for (const auto& server : choose_servers(several).servers)
            names.push_back(server.name + ", " + server.reason);
        return names;
    };
    EXPECT_THAT(of({}), testing::ElementsAre("docker postgres:15, the image is there"));
    EXPECT_THAT(of({16, 15}), testing::ElementsAre("podman postgres:16, the image is there",
                                                   "docker postgres:15, the image is there"));
}

TEST_F(ChooseServerTest, AutoPullsTheImageWhereNoEngineHasIt) {
    add_program("docker",
                "[ \"$1\" = image ] && exit 1; [ \"$1\" = pull ] && echo pulling; exit 0");
    const auto choice = choose_servers(wish("auto"));
    EXPECT_EQ(choice.servers.at(0).name, "docker postgres:18");
    EXPECT_EQ(choice.servers.at(0).reason, "the image was pulled");
}

TEST_F(ChooseServerTest, AutoIsLocalWhereTheImageCannotBeHad) {
    add_program("docker", engine_with("other"));
    const auto choice = choose_servers(wish("auto"));
    EXPECT_EQ(choice.servers.at(0).name, "local");
    EXPECT_EQ(choice.servers.at(0).reason,
              "docker has no image \"postgres:18\" and could not pull it, no podman on PATH");
}

TEST_F(ChooseServerTest, AutoLeavesOutWhatWasSeenNotToWork) {
    add_program("docker", engine_with("postgres:18"));
    ServerWish chastened = wish("auto");
    chastened.unusable[Provider::docker] = "docker postgres:18 did not start (no room)";
    const auto choice = choose_servers(chastened);
    EXPECT_EQ(choice.servers.at(0).name, "local");
    EXPECT_THAT(choice.servers.at(0).reason,
                HasSubstr("docker postgres:18 did not start (no room)"));
}

TEST_F(ChooseServerTest, AutoDoesWithoutAnEngineThatHangs) {
    add_program("docker", "exec /bin/sleep 1000");
    const auto choice = choose_servers(wish("auto"));
    EXPECT_EQ(choice.servers.at(0).reason,
              "docker gave no answer within 10 seconds, no podman on PATH");
}

TEST_F(ChooseServerTest, TheArgumentWinsOverTheEnvironment) {
    const Variable named(server_variable, "podman");
    const Variable image(image_variable, "mine:{version}");
    const Variable versions(versions_variable, "16, 17;14");
    add_program("podman", engine_with("mine:16 mine:17 mine:14 postgis:17"));
    const auto by_environment = choose_servers(wish(""));
    ASSERT_EQ(by_environment.servers.size(), 3U);
    EXPECT_EQ(by_environment.servers.at(2).name, "podman mine:14");
    EXPECT_EQ(by_environment.servers.at(2).reason, "named by MIGRATIONS_SERVER");
    ServerWish by_argument = wish("podman");
    by_argument.image = "postgis:{version}";
    by_argument.versions = {17};
    const auto choice = choose_servers(by_argument);
    ASSERT_EQ(choice.servers.size(), 1U);
    EXPECT_EQ(choice.servers.at(0).name, "podman postgis:17");
    EXPECT_EQ(choice.servers.at(0).reason, "asked for");
}

TEST_F(ChooseServerTest, AnEngineThatWasNamedMustDo) {
    const auto choice = choose_servers(wish("docker"));
    ASSERT_TRUE(choice.none);
    EXPECT_EQ(choice.none->kind(), ErrorKind::usage);
    EXPECT_STREQ(choice.none->what(), "no docker on PATH");
    EXPECT_EQ(choice.none->hint(), "install docker and see that 'docker info' works");
}

TEST_F(ChooseServerTest, KeepsTheEnginesOwnWords) {
    add_program("docker", "echo 'permission denied while trying to connect' >&2; exit 1");
    EXPECT_STREQ(choose_servers(wish("docker")).none.value().what(),
                 "docker: permission denied while trying to connect");
}

TEST_F(ChooseServerTest, SaysHowAnEngineEndedThatSaidNothing) {
    add_program("docker", "kill -KILL $$");
    EXPECT_STREQ(choose_servers(wish("docker")).none.value().what(),
                 "docker ended without a word, exit code 137");
}

TEST_F(ChooseServerTest, AVersionThatCannotBeHadIsAnErrorWithAllThatWasTried) {
    ServerWish future = wish("auto");
    future.versions = {server()->major(), 99};
    const auto choice = choose_servers(future);
    ASSERT_TRUE(choice.none);
    EXPECT_THAT(choice.none->what(),
                testing::StartsWith(
                    "found no server of PostgreSQL 99\n  no docker on PATH\n  no podman on "
                    "PATH\n  no server programs (initdb, postgres) of PostgreSQL 99 found in "));
    EXPECT_THAT(choice.none->hint(), HasSubstr("apt-get install postgresql-99"));
}

TEST_F(ChooseServerTest, SaysWhereItLookedForPrograms) {
    ServerWish nowhere = wish("local");
    nowhere.postgres_bin = "/nowhere";
    EXPECT_STREQ(choose_servers(nowhere).none.value().what(),
                 "no server programs (initdb, postgres) of PostgreSQL found in \"/nowhere\"");
    nowhere.postgres_bin.clear();
    nowhere.versions = {99};
    const Variable two(server_folders_variable, "/nowhere:/else");
    EXPECT_STREQ(
        choose_servers(nowhere).none.value().what(),
        "no server programs (initdb, postgres) of PostgreSQL 99 found in MIGRATIONS_POSTGRES_BIN "
        "(\"/nowhere:/else\")");
}

TEST_F(ChooseServerTest, AUrlIsAnExternalServer) {
    const auto choice = choose_servers(wish("postgresql://app:secret@db.example.com/work"));
    const auto& chosen = choice.servers.at(0);
    EXPECT_EQ(chosen.request.provider, Provider::external);
    EXPECT_THAT(chosen.name, testing::Not(HasSubstr("secret")));
    expect_error(ErrorKind::usage, "no such kind of server: \"dokcer\"",
                 [] { choose_servers(wish("dokcer")); });
}

TEST_F(ChooseServerTest, KnowsWhetherEarlierServersAreThoseThatAreWishedFor) {
    const std::vector<UsedServer> used{{"docker", "postgres:15", 15},
                                       {"docker", "postgres:17", 17}};
    EXPECT_TRUE(satisfy(used, wish("")));
    EXPECT_TRUE(satisfy(used, wish("docker")));
    EXPECT_FALSE(satisfy(used, wish("podman")));
    EXPECT_FALSE(satisfy(used, wish("postgresql://db/work")));
    EXPECT_FALSE(satisfy({}, wish("")));
    ServerWish versions = wish("auto");
    versions.versions = {17};
    EXPECT_TRUE(satisfy(used, versions));
    versions.versions = {16, 17};
    EXPECT_FALSE(satisfy(used, versions));
    ServerWish image = wish("docker");
    image.image = "postgres:{version}";
    EXPECT_TRUE(satisfy(used, image));
    image.image = "postgis/postgis:{version}-3.4";
    EXPECT_FALSE(satisfy(used, image));
    EXPECT_TRUE(satisfy({{"external", "", 16}}, wish("postgresql://db/work")));
}

TEST_F(ChooseServerTest, RefusesVersionsThatAreNone) {
    const Variable versions(versions_variable, "16 seventeen");
    expect_error(
        ErrorKind::usage,
        "expected major versions from 14 in MIGRATIONS_POSTGRES_VERSIONS but found \"seventeen\"",
        [] { choose_servers(wish("local")); });
}

}  // namespace
}  // namespace migration

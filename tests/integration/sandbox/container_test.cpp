// Servers in containers of Docker and Podman.

#include <gmock/gmock.h>
#include <poll.h>

#include <csignal>

#include "base/text.hpp"
#include "postgres/session.hpp"
#include "process/program.hpp"
#include "sandbox/leftovers.hpp"
#include "sandbox/sandbox.hpp"
#include "support/arena.hpp"
#include "support/engines.hpp"
#include "support/errors.hpp"
#include "support/processes.hpp"
#include "validate/verdict_json.hpp"

namespace migration {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ContainerTest : public testing::TestWithParam<Provider> {
protected:
    void SetUp() override { REQUIRE_ENGINE(GetParam()); }

    static SandboxRequest request(const std::string& tag) {
        SandboxRequest request;
        request.provider = GetParam();
        request.image = test_image(tag);
        request.set = "shop";
        request.project = "/a project's folder";
        return request;
    }

    static std::string engine(std::vector<std::string> arguments) {
        ProgramCall call;
        call.program = find_program(std::string(provider_name(GetParam()))).value();
        call.arguments = std::move(arguments);
        return std::string(trim(run_program(call).output));
    }

    // "docker container migration-sandbox-…"
    static std::string name_of(const Sandbox& sandbox) {
        return sandbox.place().substr(sandbox.place().rfind(' ') + 1);
    }

    static bool is_there(const std::string& container) {
        return !engine({"ps", "--all", "--quiet", "--filter", "name=" + container}).empty();
    }

    static bool is_gone_soon(const std::string& container) {
        for (int i = 0; i < 500 && is_there(container); ++i) ::poll(nullptr, 0, 20);
        return !is_there(container);
    }

    static bool is_listed(const std::string& container) {
        for (const auto& found : find_sandboxes())
            if (found.lease() && found.lease()->place.ends_with(container)) return true;
        return false;
    }

    static int helper_of(const std::string& container) {
        const std::string format = "{{index .Config.Labels \"migration-targets.owner\"}}";
        return std::stoi(engine({"container", "inspect", "--format", format, container}));
    }
};

TEST_P(ContainerTest, ListensOnLoopbackWithAPasswordThatNobodySees) {
    const Sandbox sandbox(request("15"));
    EXPECT_EQ(sandbox.settings().parameter("host"), "127.0.0.1");
    EXPECT_THAT(engine({"port", name_of(sandbox)}),
                AllOf(HasSubstr("127.0.0.1:" + sandbox.settings().parameter("port").value()),
                      Not(HasSubstr("0.0.0.0:"))));
    const std::string password = sandbox.settings().parameter("password").value();
    EXPECT_GE(password.size(), 32U);
    for (const auto& process : process_list())
        EXPECT_THAT(process.arguments, Not(HasSubstr(password)));
    EXPECT_THAT(sandbox.connect_command(), Not(HasSubstr(password)));
    EXPECT_TRUE(
        error_of([&] { const Session session(sandbox.settings().with("password", "guess")); }));
}

TEST_P(ContainerTest, IsOfTheVersionThatItSaysAndSafeToLose) {
    for (const char* tag : {"14", "15", "16", "17", "18"}) {
        if (!ContainerEngine(GetParam()).image(test_image(tag)))
            continue;  // what ci/servers could not fetch
        const Sandbox sandbox(request(tag));
        Session session(sandbox.settings());
        EXPECT_EQ(std::to_string(session.server_major()), tag);
        EXPECT_EQ(sandbox.version(), session.server_version_text());
        EXPECT_EQ(session.rows("SHOW fsync").text(0, 0), "off");
        EXPECT_TRUE(session.rows("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                        .is_true(0, 0));
        EXPECT_THAT(session.rows("SELECT pg_read_file('/proc/mounts')").text(0, 0),
                    HasSubstr("tmpfs /var/lib/postgresql/data"));
    }
}

TEST_P(ContainerTest, CarriesLabelsThatSayWhoseItIs) {
    const Sandbox sandbox(request("15"));
    const std::string labels =
        engine({"container", "inspect", "--format", "{{json .Config.Labels}}", name_of(sandbox)});
    EXPECT_THAT(labels, AllOf(HasSubstr(R"("migration-targets.set":"shop")"),
                              HasSubstr(R"("migration-targets.project":"/a project's folder")"),
                              HasSubstr("migration-targets.owner"),
                              HasSubstr("migration-targets.started")));
}

TEST_P(ContainerTest, LeavesNoContainerAndNoVolume) {
    const std::string volumes = engine({"volume", "ls", "--quiet"});
    std::string name;
    {
        const Sandbox sandbox(request("15"));
        name = name_of(sandbox);
        EXPECT_TRUE(is_there(name));
    }
    EXPECT_FALSE(is_there(name));
    EXPECT_EQ(engine({"volume", "ls", "--quiet"}), volumes);
}

TEST_P(ContainerTest, GoesWithAHelperThatIsKilled) {
    std::string name;
    {
        Sandbox sandbox(request("15"));
        name = name_of(sandbox);
        ::kill(helper_of(name), SIGKILL);
        EXPECT_TRUE(is_gone_soon(name));
    }
    // Another test's sweep may be at it, too.
    for (int i = 0; i < 100 && is_listed(name); ++i) {
        sweep_abandoned();
        ::poll(nullptr, 0, 50);
    }
    EXPECT_FALSE(is_listed(name));
}

// As a machine does that goes down: nobody is left to stop the container.
TEST_P(ContainerTest, LeftBehindIsRemovedByTheNextRun) {
    std::string name;
    {
        const Sandbox sandbox(request("15"));
        name = name_of(sandbox);
        const int helper = helper_of(name);
        for (const auto& process : process_list())
            if (process.arguments.find(" --name " + name + " ") != std::string::npos)
                ::kill(process.id, SIGKILL);
        ::kill(helper, SIGKILL);
    }
    EXPECT_TRUE(is_there(name));
    { const Sandbox next(request("15")); }
    EXPECT_TRUE(is_gone_soon(name));
}

TEST_P(ContainerTest, StillHasItsLogWhenItHasEnded) {
    Sandbox sandbox(request("15"));
    EXPECT_THAT(sandbox.log_tail(), HasSubstr("ready to accept connections"));
    engine({"kill", name_of(sandbox)});
    EXPECT_TRUE(is_gone_soon(name_of(sandbox)));
    EXPECT_THAT(sandbox.log_tail(), HasSubstr("ready to accept connections"));
}

TEST_P(ContainerTest, IsKeptWhenAskedUntilItIsSwept) {
    std::string name;
    {
        Sandbox sandbox(request("15"));
        name = name_of(sandbox);
        sandbox.keep();
    }
    sweep_abandoned();
    EXPECT_TRUE(is_there(name));
    for (const auto& found : find_sandboxes())
        if (found.lease() && found.lease()->place.ends_with(name)) {
            EXPECT_EQ(remove_leftover(found), Removal::removed);
        }
    EXPECT_FALSE(is_there(name));
}

TEST_P(ContainerTest, RunsAnImageWhoseUserIsNotRoot) {
    const Sandbox sandbox(request("as-postgres"));
    EXPECT_TRUE(Session(sandbox.settings()).rows("SELECT true").is_true(0, 0));
}

TEST_P(ContainerTest, SaysWhatTheEngineSaidOfAnImageWithoutPostgres) {
    const auto error = error_of([] { const Sandbox sandbox(request("without-postgres")); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ErrorKind::failed);
    EXPECT_THAT(error->what(), HasSubstr("the sandbox did not start: the container of image \"" +
                                         test_image("without-postgres") +
                                         "\" ended before its server was ready\n"));
    EXPECT_THAT(error->what(), HasSubstr("no-such-program"));
}

TEST_P(ContainerTest, SaysWhatAnImageSaidThatEndedAtOnce) {
    expect_error(ErrorKind::failed,
                 "the sandbox did not start: the container of image \"" +
                     test_image("ends-at-once") +
                     "\" ended before its server was ready\nno licence key",
                 [] { const Sandbox sandbox(request("ends-at-once")); });
}

TEST_P(ContainerTest, GivesUpAServerThatNeverGetsReadyWithItsLog) {
    expect_error(ErrorKind::failed,
                 "the sandbox did not start: the server of image \"" + test_image("never-ready") +
                     "\" was not ready within 2 seconds\nstill setting up",
                 [] {
                     auto impatient = request("never-ready");
                     impatient.start_limit = 2;
                     const Sandbox sandbox(impatient);
                 });
    EXPECT_EQ(engine({"ps", "--all", "--quiet", "--filter", "label=migration-targets.set=shop"}),
              "");
}

TEST_P(ContainerTest, RefusesAnImageOfAnotherVersionThanAskedFor) {
    auto other = request("15");
    other.major = 16;
    const auto error = error_of([&] { const Sandbox sandbox(other); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ErrorKind::usage);
    EXPECT_THAT(error->what(), HasSubstr("expected PostgreSQL 16 but found PostgreSQL "));
}

TEST_P(ContainerTest, ValidatesOnTwoVersionsSideBySide) {
    if (!ContainerEngine(GetParam()).image(test_image("17")))
        GTEST_SKIP() << "no image of another version";
    Arena arena(GetParam());
    const std::string results = (arena.folder() / "verdicts.json").string();
    const pid_t tool = arena.start_validation(
        {"--postgres-version", "15", "--postgres-version", "17", "--results", results});
    EXPECT_EQ(exit_code_of_child(tool), 0) << arena.output();
    const auto verdicts = verdicts_from_text(read_file(results), results);
    ASSERT_EQ(verdicts.runs.size(), 2U);
    for (const auto& run : verdicts.runs) {
        EXPECT_EQ(run.provider, provider_name(GetParam()));
        EXPECT_EQ(run.image, test_image(std::to_string(run.major())));
        EXPECT_TRUE(run.passed());
    }
    EXPECT_EQ(verdicts.runs[0].major(), 15);
    EXPECT_EQ(verdicts.runs[1].major(), 17);
    EXPECT_TRUE(arena.left_behind().empty());
}

TEST_P(ContainerTest, GivesAnyCommandAMigratedServer) {
    Arena arena(GetParam());
    const pid_t tool = arena.start(
        {"sandbox", "run", "--postgres-version", "15", "--directory", arena.set().string(), "--to",
         "001", "--", "sh", "-c",
         "psql -Atc 'SELECT version FROM schema_migrations' \"$DATABASE_URL\"; exit 7"});
    EXPECT_EQ(exit_code_of_child(tool), 7);
    EXPECT_EQ(arena.output(), "001\n");
    EXPECT_TRUE(arena.left_behind().empty());
}

INSTANTIATE_TEST_SUITE_P(docker, ContainerTest, testing::Values(Provider::docker));
INSTANTIATE_TEST_SUITE_P(podman, ContainerTest, testing::Values(Provider::podman));

}  // namespace
}  // namespace migration

// A password shows nowhere, whatever way it came in: not in output, log, hook, backup's name or
// process list, in success and in failure.

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "backup/client_program.hpp"
#include "base/file.hpp"
#include "support/child.hpp"
#include "support/processes.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

// Another test's of the same name may run beside this one.
const std::string secret = "x7Secret-Pl4nted-" + std::to_string(::getpid());

// One way for a password to come in.
struct SecretPlace {
    std::string name;
    std::vector<std::string> arguments;
    std::map<std::string, std::string> environment;
};

class SecretsTest : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped()) return;
        write("set/001_slow.up.sql", "CREATE TABLE slow (a integer);\nSELECT pg_sleep(0.4);\n");
        write("set/001_slow.down.sql", "DROP TABLE slow;\n");
        write("set/002_wrong.up.sql", "SELECT nothing;\n");
        write("set/002_wrong.down.sql", "SELECT 1;\n");
    }

    void write(const std::string& name, const std::string& text) const {
        write_file(folder_.path() / name, text);
        fs::permissions(folder_.path() / name, fs::perms::owner_read | fs::perms::owner_write);
    }

    std::string key_values(const std::string& port) const {
        return "host=" + parameter("host") + " port=" + port + " user=" + parameter("user") +
               " dbname=" + parameter("dbname");
    }

    std::string parameter(const std::string& key) const {
        return settings().parameter(key).value();
    }

    std::vector<SecretPlace> ways(const std::string& port) const {
        const std::string keys = key_values(port),
                          query = "?host=" + parameter("host") + "&port=" + port;
        const std::string url =
            "postgresql://" + parameter("user") + ":" + secret + "@/" + parameter("dbname") + query;
        const std::string plain =
            "postgresql://" + parameter("user") + "@/" + parameter("dbname") + query;
        write("services", "[planted]\nhost=" + parameter("host") + "\nport=" + port +
                              "\nuser=" + parameter("user") + "\ndbname=" + parameter("dbname") +
                              "\npassword=" + secret + "\n");
        write("passwords", "*:*:*:*:" + secret + "\n");
        return {{"URL option", {"--database-url", url}, {}},
                {"URL option's query", {"--database-url", plain + "&password=" + secret}, {}},
                {"key=value option", {"--database-url", keys + " password='" + secret + "'"}, {}},
                {"DATABASE_URL", {}, {{"DATABASE_URL", url}}},
                {"PGPASSWORD", {"--database-url", keys}, {{"PGPASSWORD", secret}}},
                {"service file",
                 {"--database-url", "service=planted"},
                 {{"PGSERVICEFILE", (folder_.path() / "services").string()}}},
                {"password file",
                 {"--database-url", keys},
                 {{"PGPASSFILE", (folder_.path() / "passwords").string()}}}};
    }

    // Where the secret stands among what was written, besides where it was planted.
    std::vector<std::string> found() const {
        std::vector<std::string> places;
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
            const std::string name = entry.path().filename().string();
            if (name.find(secret) != std::string::npos) places.push_back("name of " + name);
            if (!entry.is_regular_file() || name == "services" || name == "passwords") continue;
            if (read_file(entry.path()).find(secret) != std::string::npos) places.push_back(name);
        }
        return places;
    }

    // This machine's may be older than the server.
    bool has_pg_dump() {
        try {
            client_program("pg_dump", session().server_major());
            return true;
        } catch (const Error&) {
            return false;
        }
    }

    // Runs the command; gives whether the process list showed the secret once it had begun to work.
    // Nobody can hide an argument before main: it may be seen for a while, then never again.
    [[nodiscard]] bool is_listed(const SecretPlace& way, std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), way.arguments.begin(), way.arguments.end());
        Child child(MIGRATION_TOOL, arguments, way.environment, folder_.path() / "output");
        constexpr int few = 10;  // of a command that ends at once
        bool shown = false, hidden = false, listed = false;
        int looks = 0;
        for (; child.running(); ++looks) {
            const auto list = process_list();
            const bool shown_before =
                std::exchange(shown, std::any_of(list.begin(), list.end(), [](const auto& process) {
                                  return process.arguments.find(secret) != std::string::npos;
                              }));
            hidden = hidden || (shown_before && !shown);
            listed = listed || (hidden && shown);
            ::poll(nullptr, 0, 20);
        }
        listed = listed || (shown && looks > few);
        exit_code_ = child.exit_code();
        output_ = child.output();
        return listed;
    }

    TemporaryDirectory folder_{"secrets"};
    int exit_code_ = 0;
    std::string output_;
};

TEST_F(SecretsTest, StayHiddenInARunThatFails) {
    for (const auto& way : ways(parameter("port"))) {
        SCOPED_TRACE(way.name);
        run("DROP TABLE IF EXISTS slow, schema_migrations, schema_migrations_log");
        const auto folder = folder_.path();
        std::vector<std::string> arguments{"up",
                                           "--directory",
                                           (folder / "set").string(),
                                           "--log-file",
                                           (folder / "log").string(),
                                           "--on-failure",
                                           "{ cat; env; } > '" + (folder / "hook").string() + "'"};
        if (has_pg_dump())
            arguments.insert(arguments.end(), {"--backup", (folder / "backups").string()});
        EXPECT_FALSE(is_listed(way, arguments));
        EXPECT_EQ(exit_code_, 1) << output_;
        EXPECT_TRUE(fs::exists(folder / "hook"));
        EXPECT_EQ(found(), std::vector<std::string>());
        EXPECT_EQ(value("SELECT count(*) FROM schema_migrations_log WHERE "
                        "schema_migrations_log::text LIKE '%" +
                        secret + "%'"),
                  "0");
    }
}

TEST_F(SecretsTest, StayHiddenWhereTheServerCannotBeReached) {
    for (const auto& way : ways("1")) {
        SCOPED_TRACE(way.name);
        const auto folder = folder_.path();
        for (const bool json : {false, true}) {
            std::vector<std::string> arguments{
                "up",
                "--directory",
                (folder / "set").string(),
                "--log-file",
                (folder / "log").string(),
                "--on-failure",
                "{ cat; env; } > '" + (folder / "hook").string() + "'"};
            if (json) arguments.emplace_back("--json");
            EXPECT_FALSE(is_listed(way, arguments));
            EXPECT_EQ(exit_code_, 5) << output_;
            EXPECT_EQ(found(), std::vector<std::string>());
        }
    }
}

}  // namespace
}  // namespace migration

// Runs the tables of cases below tests/data/snapshot: a suite for each file, a test for each case.
// Beside what the case expects, a snapshot taken again must be the same, a snapshot that is kept up
// to date must be the same as one that a new session reads, where pg_dump sees a difference the
// snapshot must, and a script that is run, rolled back and run again, so that what it makes has
// other OIDs, must leave the same footprint, which no script that makes something else leaves.
//
// MIGRATIONS_SNAPSHOT_CASES=1/8: the cases that name a version of the server, and of the others
// every eighth, beginning with the one behind the first.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "base/environment.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "snapshot/case_file.hpp"
#include "snapshot/footprint.hpp"
#include "snapshot/level.hpp"
#include "snapshot/live_snapshot.hpp"
#include "snapshot/may_grant.hpp"
#include "snapshot/snapshot_reader.hpp"
#include "sql/split.hpp"
#include "support/cluster_objects.hpp"
#include "support/pg_dump.hpp"
#include "support/replicating_server.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

constexpr const char* database = "cases";

// The lines that only `one` has.
std::string lines_only_in(const std::string& one, const std::string& other) {
    const auto parts = split(other, '\n');
    const std::set<std::string_view> known(parts.begin(), parts.end());
    std::string text;
    for (const auto line : split(one, '\n'))
        if (!known.contains(line)) text.append("    ").append(line).append("\n");
    return text;
}

std::vector<std::string> shown(const Changes& changes) {
    std::vector<std::string> lines;
    for (const auto& change : changes)
        lines.push_back((!change.before ? "+ " : !change.after ? "- " : "~ ") + change.key.text());
    sort_by_key(lines);
    return lines;
}

std::string indented(const std::vector<std::string>& lines) {
    return lines.empty() ? "    nothing\n" : "    " + join(lines, "\n    ") + "\n";
}

// Definitions of what changed without being expected to, for whoever looks for the reason.
std::string unexpected(const SnapshotCase& expected, const Changes& changes) {
    std::string text;
    for (const auto& change : changes)
        for (const auto& line : shown({change}))
            if (std::find(expected.then.begin(), expected.then.end(), line) == expected.then.end())
                text += "  " + line + "\n    before: " + change.before.value_or("-") +
                        "\n    after:  " + change.after.value_or("-") + "\n";
    return text;
}

std::vector<std::string> statements_of(const std::string& sql) {
    std::vector<std::string> texts;
    for (const auto& statement : split_script(sql, LedgerName{}).statements)
        texts.push_back(sql.substr(statement.offset, statement.length));
    return texts;
}

bool can_be_one_transaction(const std::string& sql) {
    const auto statements = split_script(sql, LedgerName{}).statements;
    return std::all_of(statements.begin(), statements.end(), [](const Statement& statement) {
        return statement.kind == StatementKind::plain || statement.kind == StatementKind::query;
    });
}

class CaseTest : public ServerTest {
public:
    explicit CaseTest(const SnapshotCase& expected) : case_(expected) {}

protected:
    void SetUp() override {
        ServerTest::SetUp();
        if (IsSkipped()) return;
        cluster_ = case_.replicating ? &replicating_server() : server();
        Session root(cluster_->settings());
        for (const auto& need : case_.needs)
            if (!is_met(need, root)) GTEST_SKIP() << need;
        objects_.emplace(root);
        root.command(std::string("DROP DATABASE IF EXISTS ") + database);
        root.command(std::string("CREATE DATABASE ") + database +
                     (cluster_->major() >= 15 ? " STRATEGY file_copy" : ""));
        script_.emplace(settings());
        observer_.emplace(settings());
        second_.emplace(settings());
    }

    void TestBody() override {
        for (const auto& statement : statements_of(case_.given)) run(statement);
        footprints_.emplace(*script_);
        const auto tried = footprint_of_trial();
        LiveSnapshot live(*observer_, LedgerName{});
        const Snapshot before = live.state();
        const std::string dump_before = oracle_before();
        const Changes seen_live = run_when(live);
        const Snapshot after = twice();
        const Changes changes = compare(before, after);
        if (shown(changes) != case_.then)
            fail("expected\n" + indented(case_.then) + "but found\n" + indented(shown(changes)) +
                 unexpected(case_, changes));
        expect_same("the live snapshot", after, live.state());
        if (seen_live != changes)
            fail("the live snapshot tells other changes:\n" + indented(shown(seen_live)));
        judge(changes, dump_before, oracle());
        judge(tried, changes);
    }

    void TearDown() override {
        if (!objects_) return;
        footprints_.reset();
        script_.reset();
        observer_.reset();
        if (second_) objects_->release(*second_);
        second_.reset();
        Session root(cluster_->settings());
        root.command(std::string("DROP DATABASE ") + database + " WITH (FORCE)");
        objects_->drop_added(root);
    }

private:
    ConnectionSettings settings() const { return cluster_->settings().with("dbname", database); }

    void fail(const std::string& message) const {
        ADD_FAILURE_AT(case_.file.c_str(), case_.line)
            << "case \"" << case_.name << "\": " << message;
    }

    bool is_met(const std::string& need, Session& session) const {
        const auto words = split(need, ' ');
        if (words.size() == 3 && words[0] == "server") {
            const int major = std::stoi(std::string(words[2]));
            return words[1] == ">=" ? cluster_->major() >= major : cluster_->major() < major;
        }
        if (words.size() == 2 && words[0] == "extension")
            return session
                       .rows("SELECT FROM pg_available_extensions WHERE name = $1",
                             {std::string(words[1])})
                       .size() > 0;
        return session.rows(need).size() > 0;
    }

    void run(const std::string& statement) {
        try {
            script_->run(statement);
        } catch (const SqlError& error) {
            throw Error(ErrorKind::failed, error.what() + (" in: " + statement));
        }
    }

    void run_failing(const std::string& statement) {
        try {
            script_->run(statement);
            fail("expected a failure of: " + statement);
        } catch (const SqlError& error) {
            if (error.details().message.find(case_.fails) == std::string::npos) fail(error.what());
        }
    }

    // As one transaction where that can be, for only then the live snapshot has to find out what
    // was written.
    Changes run_when(LiveSnapshot& live) {
        auto statements = statements_of(case_.when);
        if (case_.fails.empty() && can_be_one_transaction(case_.when)) {
            script_->command("BEGIN");
            for (const auto& statement : statements) run(statement);
            const Grants grants = may_grant(case_.when) ? Grants::possible : Grants::none;
            Batch batch(*script_);
            live.note(batch, grants);
            footprint_ = footprint(live.can_grant() ? Grants::possible : grants, expected_);
            script_->command("COMMIT");
            return live.refresh();
        }
        const std::string last = case_.fails.empty() ? "" : statements.back();
        if (!last.empty()) statements.pop_back();
        for (const auto& statement : statements) run(statement);
        if (!last.empty()) run_failing(last);
        return live.reread();
    }

    std::optional<Footprint> footprint(Grants grants, const std::map<Oid, bool>& expected) {
        Batch batch(*script_);
        return footprints_->read(batch, grants, prepared_statements(*script_), expected);
    }

    // Of the script when it is rolled back. Not where that leaves something.
    std::optional<Footprint> footprint_of_trial() {
        const auto leaves = [](const std::string& line) {
            return line.find(" value of ") != std::string::npos;
        };
        if (case_.replicating || !case_.fails.empty() || !can_be_one_transaction(case_.when) ||
            std::any_of(case_.then.begin(), case_.then.end(), leaves))
            return std::nullopt;
        script_->command("BEGIN");
        for (const auto& statement : statements_of(case_.when)) run(statement);
        const auto found = footprint(Grants::possible, {});
        script_->command("ROLLBACK");
        second_->command(
            "CREATE TABLE pg_temp.more_oids (id serial PRIMARY KEY, name text); DISCARD TEMP");
        if (found) expected_ = found->catalogues;
        return found;
    }

    void judge(const std::optional<Footprint>& tried, const Changes& changes) const {
        if (!tried) return;
        if (!footprint_ || footprint_->digest != tried->digest)
            fail("the same script left another footprint");
        static std::map<std::string, Changes> known;
        Changes made = changes;
        std::erase_if(
            made, [](const auto& change) { return !counts_at(Level::structure, change.facet); });
        const auto [at, is_new] = known.emplace(case_.given + "\n" + tried->digest, made);
        if (!is_new && at->second != made)
            fail("another script, which made something else, left its footprint");
    }

    void expect_same(const std::string& what, const Snapshot& expected,
                     const Snapshot& found) const {
        const Changes changes = compare(expected, found);
        if (!changes.empty())
            fail(what + " differs from one read anew:\n" + indented(shown(changes)));
    }

    // By a session that has seen nothing of what came before.
    Snapshot twice() {
        SnapshotReader reader(*second_, LedgerName{});
        Snapshot first = reader.take();
        expect_same("a snapshot taken again", first, reader.take());
        return first;
    }

    bool has_oracle() const { return case_.oracle_off.empty() && has_pg_dump(); }
    std::string oracle() const { return has_oracle() ? dump(settings()) : ""; }
    // The same for all cases that begin alike.
    std::string oracle_before() const {
        if (!has_oracle()) return "";
        static std::map<std::string, std::string> known;
        const auto [at, is_new] =
            known.try_emplace((case_.replicating ? "replicating\n" : "") + case_.given);
        if (is_new) at->second = dump(settings());
        return at->second;
    }

    // Compares what the snapshot saw with what pg_dump saw.
    void judge(const Changes& changes, const std::string& before, const std::string& after) const {
        if (!has_oracle()) return;
        const bool dumps_differ = before != after;
        if (dumps_differ && changes.empty() && case_.noise.empty())
            fail("pg_dump sees a difference that the snapshot does not:\n  before:\n" +
                 lines_only_in(before, after) + "  after:\n" + lines_only_in(after, before));
        if (!dumps_differ && !changes.empty() && case_.hidden.empty())
            fail("the snapshot sees a difference that pg_dump does not; say why in \"hidden\"");
        if (!case_.hidden.empty() && dumps_differ)
            fail("pg_dump does see a difference; drop \"hidden\"");
        if (!case_.noise.empty() && !dumps_differ)
            fail("pg_dump sees no difference; drop \"noise\"");
    }

    SnapshotCase case_;
    const Sandbox* cluster_ = nullptr;
    std::optional<ClusterObjects> objects_;
    std::optional<Session> script_;
    std::optional<Session> observer_;
    std::optional<Session> second_;
    std::optional<FootprintReader> footprints_;
    std::map<Oid, bool> expected_;
    std::optional<Footprint> footprint_;
};

// A file that cannot be read as a table of cases.
class UnreadableTest : public testing::Test {
public:
    explicit UnreadableTest(std::string message) : message_(std::move(message)) {}

protected:
    void TestBody() override { FAIL() << message_; }

private:
    std::string message_;
};

bool names_version(const SnapshotCase& expected) {
    return std::any_of(expected.needs.begin(), expected.needs.end(),
                       [](const auto& need) { return need.starts_with("server "); });
}

// "1/8" → 1, 8; all of them without.
std::pair<int, int> wanted_part() {
    const std::string text = environment("MIGRATIONS_SNAPSHOT_CASES");
    std::pair<int, int> part{0, 1};
    if (!text.empty() && std::sscanf(text.c_str(), "%d/%d", &part.first, &part.second) != 2)
        throw Error(ErrorKind::usage,
                    "expected MIGRATIONS_SNAPSHOT_CASES as in 1/8 but found \"" + text + "\"");
    return part;
}

bool is_wanted(const SnapshotCase& expected) {
    static const auto part = wanted_part();
    static int number = 0;
    return names_version(expected) || number++ % part.second == part.first;
}

void register_file(const fs::path& path) {
    std::string suite = "SnapshotCases_" + path.stem().string();
    std::replace(suite.begin(), suite.end(), '-', '_');
    try {
        for (const auto& expected : parse_cases(read_file(path), path.string()))
            if (is_wanted(expected))
                testing::RegisterTest(suite.c_str(), expected.name.c_str(), nullptr, nullptr,
                                      expected.file.c_str(), expected.line,
                                      [=]() -> ServerTest* { return new CaseTest(expected); });
    } catch (const Error& error) {
        testing::RegisterTest(suite.c_str(), "unreadable", nullptr, nullptr, __FILE__, __LINE__,
                              [message = std::string(error.what())]() -> testing::Test* {
                                  return new UnreadableTest(message);
                              });
    }
}

[[maybe_unused]] const bool registered = [] {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(MIGRATION_SNAPSHOT_CASES))
        if (entry.path().extension() == ".cases") files.insert(entry.path());
    for (const auto& file : files) register_file(file);
    return true;
}();

}  // namespace
}  // namespace migration

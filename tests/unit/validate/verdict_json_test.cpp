#include "validate/verdict_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/errors.hpp"

namespace migration {
namespace {

Finding full_finding() {
    Finding finding;
    finding.check = Check::down;
    finding.kind = FindingKind::left_behind;
    finding.object = "index public.\"Größe\"";
    finding.after = "CREATE INDEX \"Größe\"\n";
    finding.file = "010_a_rollback.sql";
    finding.line = 3;
    finding.message = "the down script leaves behind";
    finding.hint = "drop it";
    finding.waived = "known";
    finding.note = true;
    return finding;
}

Verdicts full_verdicts() {
    MigrationVerdict migration;
    migration.version = "010";
    migration.slug = "a";
    migration.digest = "sha256:1";
    migration.checks = {Result::passed, Result::waived, Result::failed, Result::not_run,
                        Result::passed};
    migration.up_again = Grade::refuses;
    migration.findings = {full_finding()};
    migration.milliseconds = 12.5;
    RunVerdict run{"15.18", "local", {migration}, Result::failed, {full_finding()}, 431.25};
    return {"1.0.0", "city", "rollback-suffix", "sha256:2", {run}};
}

TEST(VerdictJson, ComesBackAsItWas) {
    const std::string text = verdicts_to_text(full_verdicts());
    const Verdicts back = verdicts_from_text(text, "v.json");
    EXPECT_EQ(verdicts_to_text(back), text);
    const auto& migration = back.runs.at(0).migrations.at(0);
    EXPECT_EQ(migration.checks, full_verdicts().runs[0].migrations[0].checks);
    EXPECT_EQ(migration.up_again, Grade::refuses);
    EXPECT_EQ(migration.down_again, Grade::unknown);
    const auto& finding = migration.findings.at(0);
    EXPECT_EQ(finding.check, Check::down);
    EXPECT_EQ(finding.before, std::nullopt);
    EXPECT_EQ(finding.after, "CREATE INDEX \"Größe\"\n");
    EXPECT_EQ(finding.waived, "known");
    EXPECT_TRUE(finding.note);
    EXPECT_EQ(back.runs[0].chain_findings.size(), 1U);
}

TEST(VerdictJson, HasTheShapeThatIsPromised) {
    const auto json = nlohmann::json::parse(verdicts_to_text(full_verdicts()));
    EXPECT_EQ(json.at("format"), 1);
    EXPECT_EQ(json.at("set"), "city");
    const auto& run = json.at("runs").at(0);
    EXPECT_EQ(run.at("server"), "15.18");
    EXPECT_EQ(run.at("chain"), "failed");
    const auto& migration = run.at("migrations").at(0);
    EXPECT_EQ(migration.at("checks").at("up_again"), "waived");
    EXPECT_EQ(migration.at("checks").at("down_again"), "not_run");
    EXPECT_EQ(migration.at("up_again"), "refuses");
    EXPECT_TRUE(migration.at("down_again").is_null());
    EXPECT_TRUE(migration.at("findings").at(0).at("before").is_null());
}

TEST(VerdictJson, RefusesAnotherFormat) {
    expect_error(ErrorKind::usage, "v.json: expected verdicts of format 1 but found format 2",
                 [] { verdicts_from_text(R"({"format": 2})", "v.json"); });
}

TEST(VerdictJson, RefusesWhatIsNoVerdictFile) {
    for (const char* text :
         {"", "x", "[]", "{}", R"({"format": 1})", R"({"format": 1, "tool": 7})"}) {
        const auto error = error_of([&] { verdicts_from_text(text, "v.json"); });
        EXPECT_TRUE(std::string(error->what()).starts_with("v.json: not a verdict file: "))
            << error->what();
        EXPECT_EQ(error->hint(), "it is written by 'migration-tool validate --results FILE'");
    }
}

}  // namespace
}  // namespace migration

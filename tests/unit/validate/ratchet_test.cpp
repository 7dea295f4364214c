#include "validate/ratchet.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

Finding finding_of(Check check, const std::string& object) {
    Finding finding;
    finding.check = check;
    finding.kind = FindingKind::left_behind;
    finding.object = ObjectKey(object);
    return finding;
}

MigrationVerdict failing_verdict() {
    MigrationVerdict verdict;
    verdict.version = "1";
    verdict.slug = "a";
    verdict.digest = "sha256:1";
    verdict.at(Check::up) = Result::passed;
    verdict.at(Check::down) = Result::failed;
    verdict.findings = {finding_of(Check::down, "table t"), finding_of(Check::down, "table u")};
    return verdict;
}

KnownFinding known_of(const std::string& object, const std::string& digest = "sha256:1") {
    return {"1_a", digest, "down", "left_behind", object};
}

TEST(MarkKnown, LetsACheckPassWhoseFindingsAreAllKnown) {
    MigrationVerdict verdict = failing_verdict();
    mark_known(verdict, {"", "", {known_of("table t"), known_of("table u")}});
    EXPECT_EQ(verdict.at(Check::down), Result::known);
    EXPECT_TRUE(verdict.passed());
    EXPECT_FALSE(verdict.leads_back());
}

TEST(MarkKnown, FailsForAFindingThatIsNotKnown) {
    MigrationVerdict verdict = failing_verdict();
    mark_known(verdict, {"", "", {known_of("table t")}});
    EXPECT_EQ(verdict.at(Check::down), Result::failed);
    EXPECT_TRUE(verdict.findings[0].known);
    EXPECT_FALSE(verdict.findings[1].known);
}

TEST(MarkKnown, ForgetsTheFindingsOfAScriptThatChanged) {
    MigrationVerdict verdict = failing_verdict();
    mark_known(verdict,
               {"", "", {known_of("table t", "sha256:0"), known_of("table u", "sha256:0")}});
    EXPECT_EQ(verdict.at(Check::down), Result::failed);
}

TEST(MarkKnown, LeavesNotesAndWaivedFindingsAlone) {
    MigrationVerdict verdict = failing_verdict();
    verdict.findings[0].note = true;
    verdict.findings[1].waived = "why";
    verdict.at(Check::down) = Result::waived;
    mark_known(verdict, {"", "", {known_of("table t"), known_of("table u")}});
    EXPECT_EQ(verdict.at(Check::down), Result::waived);
    EXPECT_FALSE(verdict.findings[0].known || verdict.findings[1].known);
}

TEST(MendedFindings, AreThoseOfUnchangedScriptsThatNoServerFindsAnyMore) {
    Verdicts verdicts;
    verdicts.runs.resize(2);
    verdicts.runs[0].migrations = verdicts.runs[1].migrations = {failing_verdict()};
    verdicts.runs[0].migrations[0].findings.clear();
    const KnownFindings known{
        "", "", {known_of("table t"), known_of("table v"), known_of("table w", "sha256:0")}};
    EXPECT_THAT(mended_findings(known, verdicts), testing::ElementsAre(known_of("table v")));
    EXPECT_THAT(failing_findings(verdicts),
                testing::ElementsAre(known_of("table t"), known_of("table u")));
}

}  // namespace
}  // namespace migration

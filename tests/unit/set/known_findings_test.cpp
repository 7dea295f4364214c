#include "set/known_findings.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "support/errors.hpp"

namespace migration {
namespace {

TEST(KnownFindings, WritesOneFindingALineInOrderAndEachOnce) {
    const KnownFinding last{"002_b", "sha256:2", "down", "error", ""};
    const KnownFinding first{"001_a", "sha256:1", "up_again", "changed", "table public.\"t\""};
    EXPECT_EQ(
        known_findings_text({last, first, last}),
        "{\n\"format\": 1,\n\"findings\": [\n"
        R"({"migration":"001_a","check":"up_again","kind":"changed",)"
        R"("object":"table public.\"t\"","digest":"sha256:1"},)"
        "\n"
        R"({"migration":"002_b","check":"down","kind":"error","object":"","digest":"sha256:2"})"
        "\n]\n}\n");
    EXPECT_EQ(known_findings_text({}), "{\n\"format\": 1,\n\"findings\": []\n}\n");
}

TEST(KnownFindings, ReadsWhatItWrote) {
    const TemporaryDirectory folder("migration-known-");
    const auto file = folder.path() / "known.json";
    const KnownFinding known{"001_a", "sha256:1", "down", "lost", "table t"};
    write_file(file, known_findings_text({known}));
    const auto read = read_known_findings(file);
    EXPECT_TRUE(read.contains(known));
    EXPECT_FALSE(read.contains({"001_a", "sha256:2", "down", "lost", "table t"}));
    EXPECT_FALSE(read.digest.empty());
}

TEST(KnownFindings, RefusesAnotherFileWithItsName) {
    const TemporaryDirectory folder("migration-known-");
    const auto file = folder.path() / "known.json";
    for (const auto* text : {"", "[]", "{\"format\": 1}", "{\"format\": 1, \"findings\": [{}]}"}) {
        write_file(file, text);
        const auto error = error_of([&] { read_known_findings(file); });
        EXPECT_THAT(error->what(), testing::HasSubstr("known.json: not a list of known findings: "))
            << text;
        EXPECT_EQ(error->kind(), ErrorKind::usage);
    }
}

}  // namespace
}  // namespace migration

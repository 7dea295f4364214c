#include "manifest/manifest.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace migration {
namespace {

Manifest full_manifest() {
    Manifest manifest{"1.0.0", "city", "up-down", "sha256:9", {}, {}};
    manifest.migrations = {{"001", "a", "sha256:1", {"down: data: times go"}},
                           {"002", "b", "sha256:2", {}}};
    const Changes changes{
        {"table public.größe", Facet::structure, "schema public", std::nullopt,
         "CREATE TABLE\n\"x\""},
        {"column order of table public.t", Facet::order, "table public.t", "a, b", "b, a"}};
    manifest.servers = {
        {"15.18", 15, "local", {{"001", "sha256:a", changes}, {"002", "sha256:b", {}}}}};
    return manifest;
}

TEST(Manifest, ComesBackAsItWas) {
    const std::string text = manifest_to_text(full_manifest());
    const Manifest back = manifest_from_text(text, "m.json");
    EXPECT_EQ(manifest_to_text(back), text);
    EXPECT_EQ(back.migrations.at(0).waivers, full_manifest().migrations[0].waivers);
    EXPECT_EQ(back.servers.at(0).states.at(0).changes,
              full_manifest().servers[0].states[0].changes);
}

TEST(Manifest, KnowsTheFingerprintAfterAVersionOnAServer) {
    const Manifest manifest = full_manifest();
    EXPECT_EQ(manifest.fingerprint_after(15, "001"), "sha256:a");
    EXPECT_EQ(manifest.fingerprint_after(15, "2"), "sha256:b");
    EXPECT_EQ(manifest.fingerprint_after(15, "003"), "");
    EXPECT_EQ(manifest.fingerprint_after(16, "001"), "");
    EXPECT_EQ(manifest.server(16), nullptr);
    EXPECT_EQ(manifest.server(15)->version, "15.18");
}

TEST(Manifest, RefusesAnotherFormat) {
    expect_error(ErrorKind::usage, "m.json: expected a manifest of format 1 but found format \"7\"",
                 [] { manifest_from_text(R"({"format": "7"})", "m.json"); });
}

TEST(Manifest, RefusesWhatIsNoManifest) {
    for (const char* text : {"", "{", "null", "{}", R"({"format": 1, "tool": "1"})"}) {
        const auto error = error_of([&] { manifest_from_text(text, "m.json"); });
        EXPECT_EQ(error->kind(), ErrorKind::usage);
        EXPECT_TRUE(std::string(error->what()).starts_with("m.json: not a manifest: "))
            << error->what();
        EXPECT_EQ(error->hint(), "it is written by 'migration-tool validate --manifest FILE'");
    }
}

}  // namespace
}  // namespace migration

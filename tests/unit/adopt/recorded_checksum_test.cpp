// The checksums were computed with other programs: Python's hashlib and zlib, and refinery.

#include "adopt/recorded_checksum.hpp"

#include <gtest/gtest.h>

#include "support/sets.hpp"

namespace migration {
namespace {

Migration migration_with(const std::string& text) {
    return {"1", "t1", false, script_of(text), {}, {}};
}

const std::string unix_text = "create table t1(id int);\n";
const std::string windows_text = "create table t1(id int);\r\n";

TEST(RecordedChecksum, IsThatOfTheWholeFile) {
    const auto script = migration_with(unix_text);
    EXPECT_TRUE(has_sha1(script, "04b2e717ef34ff209c2e03594452631a75973a81"));
    EXPECT_TRUE(
        has_sha256(script, "81af2ad2780d546b75b6bd01584723c0b3d7fc716dd16cfd3d7edb4c9997bfaf"));
    EXPECT_TRUE(has_sha384(script,
                           "640d593c8c3bfcae06fdde48713b7fcf171506eaa4b8ee8084e02cbfc447f83bc847d"
                           "f5366ba353e1a191d541e4ec4ef"));
    EXPECT_TRUE(has_line_crc32(script, "-582081068"));
    EXPECT_TRUE(has_sip_hash(script, "4 8508841233291081453 t1"));
    EXPECT_TRUE(has_sip_hash(script, "8 683630806066285185 t1"));
}

TEST(RecordedChecksum, DiffersForAnotherText) {
    const auto script = migration_with("create table t2(id int);\n");
    EXPECT_FALSE(has_sha1(script, "04b2e717ef34ff209c2e03594452631a75973a81"));
    EXPECT_FALSE(
        has_sha256(script, "81af2ad2780d546b75b6bd01584723c0b3d7fc716dd16cfd3d7edb4c9997bfaf"));
    EXPECT_FALSE(has_line_crc32(script, "-582081068"));
    EXPECT_FALSE(has_sip_hash(script, "4 8508841233291081453 t1"));
    EXPECT_FALSE(has_sip_hash(migration_with(unix_text), "4 8508841233291081453 t2"));
    EXPECT_FALSE(has_sip_hash(script, "8508841233291081453"));
}

TEST(RecordedChecksum, IsInTheHeadOfTheFileOfGraphileMigrate) {
    auto script = migration_with("\n\nSELECT 1;");
    script.up.file_text = "--! Previous: -\n--! Hash: sha1:0123\nSELECT 1;";
    EXPECT_TRUE(has_hash_line(script, "sha1:0123"));
    EXPECT_FALSE(has_hash_line(script, "sha1:4567"));
}

TEST(RecordedChecksum, CountsWhateverLineEndsGitHasMade) {
    const auto script = migration_with(windows_text);
    EXPECT_TRUE(
        has_sha256(script, "81af2ad2780d546b75b6bd01584723c0b3d7fc716dd16cfd3d7edb4c9997bfaf"));
    EXPECT_TRUE(has_sha256(migration_with(unix_text),
                           "223298adf737bd316b7b3aa9abba6c155c73ea636d8abb428cb317b8bad9b5a3"));
    EXPECT_TRUE(has_line_crc32(script, "-582081068"));
    EXPECT_TRUE(has_sip_hash(script, "4 8508841233291081453 t1"));
}

TEST(RecordedChecksum, CountsAByteOrderMarkThatTheFileHas) {
    EXPECT_TRUE(has_sha256(migration_with(unix_text),
                           "8f0ccce8a565d51125e8d8291ac24ff0882200d5ad89a5236b00a981f6518d37"));
}

TEST(RecordedChecksum, IsThatOfTheFileWhereTheLayoutMadeAnotherText) {
    auto script = migration_with("create table t2(id int);\n");
    script.up.file_text = unix_text;
    EXPECT_TRUE(
        has_sha256(script, "81af2ad2780d546b75b6bd01584723c0b3d7fc716dd16cfd3d7edb4c9997bfaf"));
    EXPECT_TRUE(has_line_crc32(script, "-582081068"));
    EXPECT_FALSE(has_line_crc32(script, line_crc32(script.up.text)));
}

// Flyway replaces the placeholders of a repeatable script first, and takes either.
TEST(RecordedChecksum, IsEitherOneOfARepeatableScript) {
    auto script = migration_with("create table t2(id int);\n");
    script.up.file_text = unix_text;
    script.repeatable = true;
    EXPECT_TRUE(has_line_crc32(script, "-582081068"));
    EXPECT_TRUE(has_line_crc32(script, line_crc32(script.up.text)));
}

TEST(RecordedChecksum, StandsInTheHeadOfAScriptOfGraphileMigrate) {
    const auto script = migration_with("--! Previous: -\n--! Hash: sha1:abc\n\nSELECT 1;\n");
    EXPECT_TRUE(has_hash_line(script, "sha1:abc"));
    EXPECT_FALSE(has_hash_line(script, "sha1:abd"));
    EXPECT_TRUE(has_hash_line(migration_with("SELECT 1;\n--! Hash: sha1:abc\n"), "sha1:abd"));
}

TEST(RecordedChecksum, SipHashTakesTextsOfAnyLength) {
    EXPECT_EQ(sip_hash_13(""), 15130871412783076140U);
    EXPECT_EQ(sip_hash_13("12345678"), 3785724242978802311U);
    EXPECT_EQ(sip_hash_13("123456789"), 1133797698992234447U);
}

}  // namespace
}  // namespace migration

#include "base/digest.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

// FIPS 180-4's own examples.
TEST(Sha256, GivesThePublishedDigests) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, RawPiecesAreOneText) {
    EXPECT_EQ(Sha256().raw("a").raw("bc").hex(), sha256_hex("abc"));
}

TEST(Sha256, FieldsCannotBeMovedIntoOneAnother) {
    EXPECT_NE(Sha256().field("ab").field("c").hex(), Sha256().field("a").field("bc").hex());
    EXPECT_NE(Sha256().field("ab").hex(), Sha256().field("ab").field("").hex());
    EXPECT_EQ(Sha256().field("ab").field("c").hex(), Sha256().field("ab").field("c").hex());
}

}  // namespace
}  // namespace migration

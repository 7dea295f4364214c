#include "manifest/bundle.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

Manifest proof_of(const MigrationSet& set) {
    Manifest manifest{"1.0.0",      set.name, set.layout,
                      set.digest(), {},       {{"15.18", 15, "local", {}}}};
    for (const auto& migration : set.migrations)
        manifest.migrations.push_back({migration.version, migration.slug, migration.digest(), {}});
    return manifest;
}

TEST(RequireProof, AcceptsTheManifestOfTheSet) {
    const MigrationSet set = set_of(2);
    EXPECT_NO_THROW(require_proof(set, proof_of(set)));
}

TEST(RequireProof, NamesTheFirstMigrationThatDiffers) {
    MigrationSet set = set_of(3);
    const Manifest proof = proof_of(set);
    set.migrations[1] = migration_of("002", "t2", "CREATE TABLE other ();", "DROP TABLE other;");
    expect_error(ErrorKind::mismatch, "migration \"002_t2\" differs from what was validated",
                 [&] { require_proof(set, proof); });
}

TEST(RequireProof, RefusesAnAddedMigration) {
    expect_error(ErrorKind::mismatch, "migration \"003_t3\" differs from what was validated",
                 [] { require_proof(set_of(3), proof_of(set_of(2))); });
}

TEST(RequireProof, RefusesARemovedMigrationAndChangedOptions) {
    expect_error(ErrorKind::mismatch, "set \"city\" differs from what was validated",
                 [] { require_proof(set_of(1), proof_of(set_of(2))); });
    MigrationSet set = set_of(1);
    const Manifest proof = proof_of(set);
    set.ledger.table = "other";
    expect_error(
        ErrorKind::mismatch,
        "set \"city\" differs from what was validated: the scripts are the same, but an option "
        "is not",
        [&] { require_proof(set, proof); });
}

TEST(RequireProof, RefusesAManifestWithoutAServer) {
    const MigrationSet set = set_of(1);
    Manifest proof = proof_of(set);
    proof.servers.clear();
    expect_error(ErrorKind::mismatch, "set \"city\" was not validated on any server",
                 [&] { require_proof(set, proof); });
}

TEST(Bundle, ComesBackWithSetAndManifest) {
    const MigrationSet set = set_of(2);
    const std::string text = bundle_to_text(set, proof_of(set));
    const Bundle bundle = bundle_from_text(text);
    EXPECT_EQ(bundle.identity.name, "city");
    EXPECT_EQ(bundle.identity.applied, identity_of(set).applied);
    EXPECT_EQ(bundle.set->digest(), set.digest());
    EXPECT_EQ(manifest_to_text(*bundle.manifest), manifest_to_text(proof_of(set)));
}

TEST(Bundle, IsNotMadeWithoutProof) {
    EXPECT_EQ(error_of([] { bundle_to_text(set_of(2), proof_of(set_of(1))); })->kind(),
              ErrorKind::mismatch);
}

}  // namespace
}  // namespace migration

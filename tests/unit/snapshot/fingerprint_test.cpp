#include "snapshot/fingerprint.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

Entry described_as(const std::string& definition, Facet facet = Facet::structure) {
    return {facet, "", definition};
}

const Snapshot first_state{{"a", described_as("1")}, {"b", described_as("1")}};

TEST(Fingerprint, LeavesOutWhatDiffersBetweenEnvironments) {
    Snapshot snapshot = first_state;
    const std::string original = Fingerprint(snapshot).text();
    snapshot["x"] = described_as("joe", Facet::owner);
    snapshot["y"] = described_as("joe: ALL", Facet::privileges);
    snapshot["z"] = described_as("1 rows", Facet::rows);
    EXPECT_EQ(Fingerprint(snapshot).text(), original);
    EXPECT_TRUE(original.starts_with("sha256:"));
}

TEST(Fingerprint, ChangesWithStructureOrderAndComments) {
    for (const Facet facet : {Facet::structure, Facet::order, Facet::comment}) {
        Snapshot snapshot = first_state;
        snapshot["x"] = described_as("1", facet);
        const std::string first = Fingerprint(snapshot).text();
        EXPECT_NE(first, Fingerprint(first_state).text());
        snapshot["x"].definition = "2";
        EXPECT_NE(Fingerprint(snapshot).text(), first);
    }
}

TEST(Fingerprint, IsBroughtUpToDateByChanges) {
    const Snapshot after{{"a", described_as("2")},
                         {"c", described_as("1", Facet::comment)},
                         {"d", described_as("x", Facet::rows)}};
    Fingerprint fingerprint(first_state);
    fingerprint.apply(compare(first_state, after));
    EXPECT_EQ(fingerprint.text(), Fingerprint(after).text());
    fingerprint.apply(compare(after, first_state));
    EXPECT_EQ(fingerprint.text(), Fingerprint(first_state).text());
}

TEST(Fingerprint, CarriesAndBorrowsThroughAllWords) {
    Snapshot snapshot;
    Fingerprint fingerprint(snapshot);
    const std::string nothing = fingerprint.text();
    for (int i = 0; i < 500; ++i) {
        Snapshot next = snapshot;
        next["key " + std::to_string(i)] = described_as("definition");
        fingerprint.apply(compare(snapshot, next));
        snapshot = std::move(next);
    }
    EXPECT_EQ(fingerprint.text(), Fingerprint(snapshot).text());
    fingerprint.apply(compare(snapshot, {}));
    EXPECT_EQ(fingerprint.text(), nothing);
}

}  // namespace
}  // namespace migration

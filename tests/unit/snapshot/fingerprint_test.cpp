#include "snapshot/fingerprint.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

Entry entry(const std::string& definition, Facet facet = Facet::structure) {
    return {facet, "", definition};
}

const Snapshot before{{"a", entry("1")}, {"b", entry("1")}};

TEST(Fingerprint, LeavesOutWhatDiffersBetweenEnvironments) {
    Snapshot snapshot = before;
    const std::string original = Fingerprint(snapshot).text();
    snapshot["x"] = entry("joe", Facet::owner);
    snapshot["y"] = entry("joe: ALL", Facet::privileges);
    snapshot["z"] = entry("1 rows", Facet::rows);
    EXPECT_EQ(Fingerprint(snapshot).text(), original);
    EXPECT_TRUE(original.starts_with("sha256:"));
}

TEST(Fingerprint, ChangesWithStructureOrderAndComments) {
    for (const Facet facet : {Facet::structure, Facet::order, Facet::comment}) {
        Snapshot snapshot = before;
        snapshot["x"] = entry("1", facet);
        const std::string first = Fingerprint(snapshot).text();
        EXPECT_NE(first, Fingerprint(before).text());
        snapshot["x"].definition = "2";
        EXPECT_NE(Fingerprint(snapshot).text(), first);
    }
}

TEST(Fingerprint, IsBroughtUpToDateByChanges) {
    const Snapshot after{
        {"a", entry("2")}, {"c", entry("1", Facet::comment)}, {"d", entry("x", Facet::rows)}};
    Fingerprint fingerprint(before);
    fingerprint.apply(compare(before, after));
    EXPECT_EQ(fingerprint.text(), Fingerprint(after).text());
    fingerprint.apply(compare(after, before));
    EXPECT_EQ(fingerprint.text(), Fingerprint(before).text());
}

TEST(Fingerprint, CarriesAndBorrowsThroughAllWords) {
    Snapshot snapshot;
    Fingerprint fingerprint(snapshot);
    const std::string nothing = fingerprint.text();
    for (int i = 0; i < 500; ++i) {
        Snapshot next = snapshot;
        next["key " + std::to_string(i)] = entry("definition");
        fingerprint.apply(compare(snapshot, next));
        snapshot = std::move(next);
    }
    EXPECT_EQ(fingerprint.text(), Fingerprint(snapshot).text());
    fingerprint.apply(compare(snapshot, {}));
    EXPECT_EQ(fingerprint.text(), nothing);
}

}  // namespace
}  // namespace migration

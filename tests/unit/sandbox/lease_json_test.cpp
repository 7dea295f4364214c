#include "sandbox/lease_json.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

TEST(LeaseText, GivesBackWhatWasWritten) {
    Lease lease;
    lease.provider = Provider::podman;
    lease.token = "0123456789ab";
    lease.place = "podman container migration-sandbox-0123456789ab";
    lease.connect_command = "podman exec …";
    lease.set = "it's a \"set\"\n";
    lease.project = "/p";
    lease.started = "2026-01-31T12:00:00Z";
    lease.helper = 42;
    lease.pid_namespace = "pid:[4026531836]";
    lease.ready = true;
    lease.kept = true;
    lease.where = {{"CONTAINER_HOST", "ssh://a@b"}};
    const auto read = lease_from_text(lease_to_text(lease));
    ASSERT_TRUE(read);
    EXPECT_EQ(lease_to_text(*read), lease_to_text(lease));
    EXPECT_EQ(read->set, lease.set);
    EXPECT_EQ(read->where, lease.where);
    EXPECT_TRUE(read->ready && read->kept);
}

TEST(LeaseText, IsNothingWhenItIsCutOffOrSomethingElse) {
    const std::string whole = lease_to_text(Lease());
    EXPECT_TRUE(lease_from_text(whole));
    for (const std::string& text : {std::string(), whole.substr(0, whole.size() / 2), std::string("[]"),
                                    std::string("{}"), std::string(R"({"provider": "kubernetes"})")})
        EXPECT_FALSE(lease_from_text(text)) << text;
}

}  // namespace
}  // namespace migration

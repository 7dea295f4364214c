#include "sandbox/lease_json.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace migration {
namespace {

Lease fit_lease() {
    Lease lease;
    lease.provider = Provider::podman;
    lease.token = "0123456789ab";
    lease.place = "podman container migration-sandbox-0123456789ab";
    lease.connect_command = "podman exec …";
    lease.set = "it's a \"set\"";
    lease.project = "/p";
    lease.started = "2026-01-31T12:00:00Z";
    lease.helper = 42;
    lease.pid_namespace = "pid:[4026531836]";
    lease.ready = true;
    lease.kept = true;
    lease.where = {{"CONTAINER_HOST", "ssh://a@b"}};
    return lease;
}

TEST(LeaseText, GivesBackWhatWasWritten) {
    const Lease lease = fit_lease();
    const auto read = lease_from_text(lease_to_text(lease));
    ASSERT_TRUE(read);
    EXPECT_EQ(lease_to_text(*read), lease_to_text(lease));
    EXPECT_EQ(read->set, lease.set);
    EXPECT_EQ(read->where, lease.where);
    EXPECT_TRUE(read->ready && read->kept);
}

TEST(LeaseText, IsReadWithSpacesBehindIt) {
    EXPECT_TRUE(lease_from_text(lease_to_text(fit_lease()) + "     "));
}

TEST(LeaseText, IsNothingWhenItIsCutOffOrSomethingElse) {
    const std::string whole = lease_to_text(fit_lease());
    EXPECT_TRUE(lease_from_text(whole));
    for (const std::string& text :
         {std::string(), whole.substr(0, whole.size() / 2), std::string("[]"), std::string("{}"),
          std::string(R"({"provider": "kubernetes"})")})
        EXPECT_FALSE(lease_from_text(text)) << text;
}

bool is_believed(const std::function<void(Lease&)>& change) {
    Lease lease = fit_lease();
    change(lease);
    return lease_from_text(lease_to_text(lease)).has_value();
}

TEST(LeaseText, WithATokenThatIsNotOursIsNothing) {
    for (const char* token :
         {"", "0123456789a", "0123456789abc", "0123456789aB", "0123456789a/", "--privileged"})
        EXPECT_FALSE(is_believed([&](Lease& lease) { lease.token = token; })) << token;
}

TEST(LeaseText, WithAProcessThatIsNobodysHelperIsNothing) {
    for (const int helper : {-1, 0, 1})
        EXPECT_FALSE(is_believed([&](Lease& lease) { lease.helper = helper; })) << helper;
}

// Each row: who is asked, by which name, and whether a lease may name it.
TEST(LeaseText, NamesNothingButTheWayToAServer) {
    struct Row {
        Provider provider;
        const char* name;
        bool is_fit;
    };
    for (const auto& row :
         {Row{Provider::docker, "DOCKER_HOST", true},
          Row{Provider::podman, "CONTAINERS_CONF", true},
          Row{Provider::docker, "LD_PRELOAD", false}, Row{Provider::docker, "PATH", false},
          Row{Provider::podman, "host", false}, Row{Provider::external, "host", true},
          Row{Provider::external, "hostaddr", true},
          Row{Provider::external, "application_name", true},
          Row{Provider::external, "passfile", false}, Row{Provider::external, "password", false},
          Row{Provider::external, "sslkey", false}, Row{Provider::external, "service", false},
          Row{Provider::external, "DOCKER_HOST", false}, Row{Provider::local, "host", false}})
        EXPECT_EQ(is_believed([&](Lease& lease) {
                      lease.provider = row.provider;
                      lease.where = {{row.name, "x"}};
                  }),
                  row.is_fit)
            << provider_name(row.provider) << " " << row.name;
}

// People see them, on a terminal.
TEST(LeaseText, HoldsNoControlCharacters) {
    Lease lease = fit_lease();
    lease.set = "a\n\033[2Jb";
    const auto read = lease_from_text(lease_to_text(lease));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->set, "a??[2Jb");
    EXPECT_FALSE(is_believed([](Lease& other) { other.where = {{"HOME", "/\033[2J"}}; }));
    std::string forged = lease_to_text(fit_lease());
    forged.replace(forged.find("podman container"), 6, "\\u001b[2J");
    EXPECT_FALSE(lease_from_text(forged));
}

}  // namespace
}  // namespace migration

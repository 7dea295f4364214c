#include <gtest/gtest.h>

#include "base/interrupt.hpp"
#include "sandbox/sandbox_host.hpp"
#include "support/owner.hpp"
#include "support/server.hpp"

namespace {

constexpr int skipped = 77;

}  // namespace

int main(int argc, char** argv) {
    migration::become_sandbox_host_if_asked(argc, argv);
    migration::become_cluster_owner_if_asked(argc, argv);
    migration::catch_interrupts();
    testing::InitGoogleTest(&argc, argv);
    testing::AddGlobalTestEnvironment(new migration::ServerEnvironment);  // gtest deletes it
    const int result = RUN_ALL_TESTS();
    const auto& tests = *testing::UnitTest::GetInstance();
    if (testing::GTEST_FLAG(list_tests) || result != 0) return result;
    if (tests.test_to_run_count() == 0) return 1;
    return tests.skipped_test_count() == tests.test_to_run_count() ? skipped : 0;
}

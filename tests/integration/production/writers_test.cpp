// A runner with its proof, in a database that applications write all the time: no drift, and
// nothing is missed.

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/child.hpp"
#include "support/production_set.hpp"
#include "support/server.hpp"
#include "support/writers.hpp"

namespace migration {
namespace {

class ProductionWritersTest : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (!IsSkipped()) set_.emplace();
    }

    int run_tool(const std::string& command, const std::vector<std::string>& more = {}) {
        const auto where = settings();
        const std::string url = "host=" + where.parameter("host").value() +
                                " port=" + where.parameter("port").value() +
                                " user=" + where.parameter("user").value() +
                                " dbname=" + where.parameter("dbname").value();
        Child child(MIGRATION_TOOL, set_->command(command, more), {{"DATABASE_URL", url}},
                    set_->folder() / "output");
        const int code = child.exit_code();
        said_ = child.output();
        return code;
    }

    std::optional<ProductionSet> set_;
    std::string said_;
};

TEST_F(ProductionWritersTest, AreNoDriftAndHideNone) {
    const Writers writers(settings());
    for (int round = 0; round < 3; ++round) {
        ASSERT_EQ(run_tool("up"), 0) << said_;
        if (round == 0) {  // the audit table keeps what earlier rounds did
            EXPECT_EQ(join(ProductionSet::faults_when_complete(session()), "; "), "");
        }
        EXPECT_EQ(run_tool("verify"), 0) << said_;
        ASSERT_EQ(run_tool("down", {"--to", "0", "--yes"}), 0) << said_;
    }
    EXPECT_GT(writers.written(), 100);
    EXPECT_EQ(writers.failure(), "");
}

}  // namespace
}  // namespace migration

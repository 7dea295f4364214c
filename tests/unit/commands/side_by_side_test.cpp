#include "commands/side_by_side.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "support/errors.hpp"

namespace migration {
namespace {

TEST(SideBySide, ShowsTheOutputOfOneJobAfterTheOther) {
    std::promise<void> second_is_done;
    testing::internal::CaptureStdout();
    side_by_side(2, false, [&](std::size_t number, const Printer& print) {
        if (number == 0) second_is_done.get_future().wait();
        print("begin of " + std::to_string(number) + "\n");
        print("end of " + std::to_string(number) + "\n");
        if (number == 1) second_is_done.set_value();
    });
    std::fflush(stdout);
    EXPECT_EQ(testing::internal::GetCapturedStdout(),
              "begin of 0\nend of 0\nbegin of 1\nend of 1\n");
}

TEST(SideBySide, IsSilentWhenAsked) {
    testing::internal::CaptureStdout();
    side_by_side(3, true, [](std::size_t, const Printer& print) { print("nothing"); });
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(SideBySide, EndsAllBeforeItThrowsTheFirstsError) {
    std::atomic<int> ended = 0;
    expect_error(ErrorKind::failed, "job 1", [&] {
        side_by_side(4, true, [&](std::size_t number, const Printer&) {
            ++ended;
            if (number == 1 || number == 3)
                throw Error(ErrorKind::failed, "job " + std::to_string(number));
        });
    });
    EXPECT_EQ(ended, 4);
    side_by_side(0, false, [](std::size_t, const Printer&) { FAIL(); });
}

}  // namespace
}  // namespace migration

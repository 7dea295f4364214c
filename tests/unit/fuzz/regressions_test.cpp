// Inputs that once failed, and those from which fuzzing starts.

#include <gtest/gtest.h>

#include <array>
#include <filesystem>

#include "base/file.hpp"
#include "fuzz/targets.hpp"

namespace migration {
namespace {

using fuzz::FuzzTarget;

// How many files the folder has for the target; none of them may break a promise.
int run_all(const std::string& folder, const FuzzTarget& target) {
    const auto files = std::filesystem::path(MIGRATION_FUZZ_INPUTS) / folder / target.name;
    int count = 0;
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(files, none)) {
        SCOPED_TRACE(file.path().string());
        EXPECT_NO_THROW(target.run(read_file(file)));
        ++count;
    }
    return count;
}

class FuzzInputs : public testing::TestWithParam<FuzzTarget> {};

TEST_P(FuzzInputs, BreakNoPromiseThoughTheyOnceDid) {
    run_all("regressions", GetParam());
}

TEST_P(FuzzInputs, BreakNoPromiseWhereFuzzingStarts) {
    EXPECT_GT(run_all("seeds", GetParam()), 0);
}

// Recursion over each byte would end the program. PostgreSQL's scanner itself takes the square of
// the time for "+" and "/*".
TEST_P(FuzzInputs, MayHaveLinesOfAnyLength) {
    for (const char* piece : {" ",  "a", "1",  "-",  "'", "\"",  "$", "(", "[",  "{",
                              "\\", "é", "a:", "--", "=", "<a ", "@", ",", "${", "\t"}) {
        std::string line;
        while (line.size() < 100'000) line += piece;
        SCOPED_TRACE(piece);
        EXPECT_NO_THROW(GetParam().run(line));
    }
}

TEST_P(FuzzInputs, MayNestDeeply) {
    constexpr std::size_t levels = 100'000;
    for (const auto& [before, open, close, behind] :
         {std::array{R"({"format": )", "[", "]", R"(, "findings": []})"},
          std::array{R"({"dialect": )", R"({"a":)", "0}", R"(, "entries": []})"},
          std::array{"a = ", "[", "]", ""}, std::array{"", "[a.", "]", ""},
          std::array{"SELECT ", "(", ")", ";"},
          std::array{"\\if ", "true\n\\if ", "\n\\endif\n", ""}}) {
        std::string text = before;
        for (std::size_t i = 0; i < levels; ++i) text += open;
        for (std::size_t i = 0; i < levels; ++i) text += close;
        SCOPED_TRACE(before);
        EXPECT_NO_THROW(GetParam().run(text + behind));
    }
}

INSTANTIATE_TEST_SUITE_P(, FuzzInputs, testing::ValuesIn(fuzz::fuzz_targets()),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace migration

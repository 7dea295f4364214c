#include "manifest/stripped_comments.hpp"

#include <gtest/gtest.h>

#include <string>

namespace migration {
namespace {

std::string function_of(const std::string& body) {
    return "CREATE OR REPLACE FUNCTION public.f()\n RETURNS integer\n LANGUAGE plpgsql\nAS "
           "$function$\n" +
           body + "\n$function$\n";
}

bool is_stripped(const std::string& validated, const std::string& live) {
    return is_stripped_of_comments(function_of(validated), function_of(live));
}

TEST(StrippedComments, MayBeLinesAndBlocksAndLeaveBlanks) {
    EXPECT_TRUE(is_stripped("BEGIN\n    -- one\n    RETURN 1;\nEND", "BEGIN\n    RETURN 1;\nEND"));
    EXPECT_TRUE(
        is_stripped("BEGIN\n    -- one\n    RETURN 1;\nEND", "BEGIN\n\n    RETURN 1;\nEND"));
    EXPECT_TRUE(
        is_stripped("BEGIN RETURN /* a /* b */ c */ 1; -- d\nEND", "BEGIN RETURN  1; \nEND"));
}

TEST(StrippedComments, AreNotADifferenceInTheCode) {
    EXPECT_FALSE(is_stripped("BEGIN\n    -- one\n    RETURN 1;\nEND", "BEGIN\n    RETURN 2;\nEND"));
    EXPECT_FALSE(is_stripped("BEGIN RETURN 1; END", "BEGIN  RETURN 1; END"));
}

TEST(StrippedComments, AreAllOrNone) {
    EXPECT_FALSE(is_stripped("-- one\nBEGIN\n-- two\nEND", "BEGIN\n-- two\nEND"));
    EXPECT_FALSE(is_stripped("-- one\nBEGIN END", "-- two\nBEGIN END"));
    EXPECT_FALSE(is_stripped("BEGIN END", "-- two\nBEGIN END"));
}

TEST(StrippedComments, AreNotWhatStandsInQuotes) {
    EXPECT_FALSE(is_stripped("-- a\nSELECT '-- b'", "SELECT ''"));
    EXPECT_TRUE(is_stripped("-- a\nSELECT '-- b'", "SELECT '-- b'"));
    EXPECT_TRUE(is_stripped("-- a\nSELECT 'it''s -- b', E'\\'--', \"--\"",
                            "SELECT 'it''s -- b', E'\\'--', \"--\""));
    EXPECT_FALSE(is_stripped("-- a\nSELECT 'b  c'", "SELECT 'b c'"));
}

TEST(StrippedComments, AreOfFunctionsAlone) {
    EXPECT_FALSE(is_stripped_of_comments("CHECK (a > 0 /* b */)", "CHECK (a > 0 )"));
    EXPECT_TRUE(is_stripped_of_comments("CREATE OR REPLACE PROCEDURE p() -- a\n",
                                        "CREATE OR REPLACE PROCEDURE p() "));
}

TEST(StrippedComments, EndWithTheText) {
    EXPECT_TRUE(is_stripped_of_comments("CREATE OR REPLACE FUNCTION f /* a",
                                        "CREATE OR REPLACE FUNCTION f "));
    EXPECT_FALSE(is_stripped_of_comments("CREATE OR REPLACE FUNCTION f 'a",
                                         "CREATE OR REPLACE FUNCTION f "));
}

}  // namespace
}  // namespace migration

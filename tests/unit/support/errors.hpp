#pragma once

// What a piece of work threw, as a value that tests can look at.

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "base/error.hpp"

namespace migration {

// The Error that `work` throws; nothing, and a failed test, when it throws none.
template <typename Work>
std::optional<Error> error_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "expected an Error but none was thrown";
    return std::nullopt;
}

// Fails the test unless `work` throws an Error of this kind with exactly this message.
template <typename Work>
void expect_error(ErrorKind kind, const std::string& message, const Work& work) {
    const auto error = error_of(work);
    if (!error) return;
    EXPECT_EQ(error->what(), message);
    EXPECT_EQ(static_cast<int>(error->kind()), static_cast<int>(kind)) << message;
}

}  // namespace migration

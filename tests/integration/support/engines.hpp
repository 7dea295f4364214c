#pragma once

// Tests of container engines: skipped where an engine or the tests' images are missing, and failed
// there where MIGRATIONS_REQUIRE_CONTAINERS is set. `ci/containers` provides both.

#include <gtest/gtest.h>

#include <cstdlib>

#include "sandbox/container_engine.hpp"

namespace migration {

// "migration-targets/test-server:17" for "17".
inline std::string test_image(const std::string& tag) {
    const char* named = std::getenv("MIGRATIONS_TEST_IMAGE");
    std::string name = named == nullptr ? "migration-targets/test-server:{version}" : named;
    return name.replace(name.find("{version}"), 9, tag);
}

// Why there can be no test with that engine.
inline std::optional<std::string> why_no_engine(Provider provider) {
    const ContainerEngine engine(provider);
    if (engine.image(test_image("15"))) return std::nullopt;
    return engine.trouble().value_or("no image " + test_image("15") + ": ci/images makes it");
}

inline bool containers_required() {
    return std::getenv("MIGRATIONS_REQUIRE_CONTAINERS") != nullptr;
}

// In SetUp of a fixture.
#define REQUIRE_ENGINE(provider)                       \
    if (const auto reason = why_no_engine(provider)) { \
        if (containers_required()) FAIL() << *reason;  \
        GTEST_SKIP() << *reason;                       \
    }

}  // namespace migration

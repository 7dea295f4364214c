# Warnings and sanitizers of our own build, as INTERFACE targets that are linked privately.

include_guard(GLOBAL)

add_library(migration_warnings INTERFACE)
target_compile_options(migration_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Wunused
    -Woverloaded-virtual -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(migration_warnings INTERFACE -Wno-restrict)  # false alarms in std::string, GCC bug 105651
endif()
if(MIGRATIONTARGETS_WERROR)
    target_compile_options(migration_warnings INTERFACE -Werror)
endif()

add_library(migration_sanitizers INTERFACE)
if(MIGRATIONTARGETS_SANITIZE)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(migration_sanitizers INTERFACE -Wno-maybe-uninitialized)  # std::regex, GCC bug 105562
    endif()
    target_compile_options(migration_sanitizers INTERFACE
        -fsanitize=${MIGRATIONTARGETS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(migration_sanitizers INTERFACE -fsanitize=${MIGRATIONTARGETS_SANITIZE})
endif()

# GoogleTest's headers take longer to parse than most tests to compile. Measured for the tool's own files: no gain.
function(migration_precompile_test_headers target)
    if(MIGRATIONTARGETS_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE <algorithm> <chrono> <filesystem> <functional> <map> <optional> <set>
            <string> <vector> <gmock/gmock.h> <gtest/gtest.h>)
    endif()
endfunction()

# Warnings and sanitizers of our own build, as INTERFACE targets that are linked privately.

include_guard(GLOBAL)

add_library(migration_warnings INTERFACE)
target_compile_options(migration_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Wunused
    -Woverloaded-virtual -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(migration_warnings
        INTERFACE -Wno-restrict)  # false alarms in std::string, GCC bug 105651
endif()
if(MIGRATIONTARGETS_WERROR)
    target_compile_options(migration_warnings INTERFACE -Werror)
endif()

add_library(migration_sanitizers INTERFACE)
if(MIGRATIONTARGETS_SANITIZE)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(migration_sanitizers
            INTERFACE -Wno-maybe-uninitialized)  # std::regex, GCC bug 105562
    endif()
    target_compile_options(migration_sanitizers INTERFACE
        -fsanitize=${MIGRATIONTARGETS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(migration_sanitizers INTERFACE -fsanitize=${MIGRATIONTARGETS_SANITIZE})
endif()

# libFuzzer sees which code an input reaches only where all of it is compiled for it; its main comes
# with each target.
if(MIGRATIONTARGETS_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "MIGRATIONTARGETS_FUZZ needs Clang, which has libFuzzer, but the "
            "compiler is ${CMAKE_CXX_COMPILER_ID}: cmake --preset fuzz")
    endif()
    target_compile_options(migration_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()

# GoogleTest's headers take longer to parse than most tests to compile. Measured for the tool's own
# files: no gain.
function(migration_precompile_test_headers target)
    if(MIGRATIONTARGETS_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE
            <algorithm> <chrono> <filesystem> <functional> <map> <optional> <set> <string> <vector>
            <gmock/gmock.h> <gtest/gtest.h>)
    endif()
endfunction()

# Where CMAKE_UNITY_BUILD asks for it the files of one folder are compiled as one. So within a
# folder no two files use one name for different things; a batch of arbitrary files, CMake's
# default, would ask that of all of them.
function(migration_unity_by_folder target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        cmake_path(GET source PARENT_PATH folder)
        string(MAKE_C_IDENTIFIER "${folder}" group)
        set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}")
    endforeach()
endfunction()

# Calls with wrong arguments, and the error that each must give, word for word.

file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}/sets/city")
file(WRITE "${work}/sets/file.sql" "SELECT 1;\n")
set(failures 0)
set(count 0)

# A long text may come in two parts.
function(expect_error call expected)
    if(ARGC GREATER 2)
        string(APPEND expected "${ARGV2}")
    endif()
    math(EXPR count "${count} + 1")
    set(count "${count}" PARENT_SCOPE)
    file(WRITE "${work}/case.cmake" "set(sets [==[${work}/sets]==])\n${call}\n")
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${work}/build"
            "-Dmodules=${modules}" "-Dcase=${work}/case.cmake"
        RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
    # CMake wraps its messages: compare without line breaks and indentation.
    string(REGEX REPLACE "[ \n]+" " " errors "${errors}")
    string(REPLACE "@sets@" "${work}/sets" expected "${expected}")
    string(FIND "${errors}" "${expected}" position)
    if(result EQUAL 0 OR position EQUAL -1)
        message("${call}\n  expected: ${expected}\n  but got: ${errors}")
        math(EXPR failures "${failures} + 1")
        set(failures "${failures}" PARENT_SCOPE)
    endif()
endfunction()

expect_error([[add_migrations(city)]]
    "add_migrations(city): DIRECTORY is missing")
expect_error([[add_migrations("bad name" DIRECTORY "${sets}/city")]]
    "add_migrations(bad name): expected a name of letters, digits, \"_\", \".\", \"+\" and \"-\" "
    "but found \"bad name\"")
expect_error([[add_migrations("" DIRECTORY "${sets}/city")]]
    "expected a name of letters, digits, \"_\", \".\", \"+\" and \"-\" but found \"\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/nowhere")]]
    "add_migrations(city): DIRECTORY is not a directory: \"@sets@/nowhere\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/file.sql")]]
    "add_migrations(city): DIRECTORY is not a directory: \"@sets@/file.sql\"")
expect_error([[add_migrations(city DIRECTORY)]]
    "add_migrations(city): DIRECTORY needs a value")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" SERVERS local)]]
    "add_migrations(city): unknown argument \"SERVERS\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" IDEMPOTENCE MAYBE)]]
    "add_migrations(city): IDEMPOTENCE expected one of STRICT, SAFE, OFF but found \"MAYBE\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" SEQUENCES BACK)]]
    "add_migrations(city): SEQUENCES expected one of FORWARD, STRICT but found \"BACK\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" COLUMN_ORDER ANY)]]
    "add_migrations(city): COLUMN_ORDER expected one of STRICT, IGNORE but found \"ANY\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" DOWN SOMETIMES)]]
    "add_migrations(city): DOWN expected one of REQUIRED, OPTIONAL, NONE but found \"SOMETIMES\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" CONFIG "${sets}/none.toml")]]
    "add_migrations(city): CONFIG does not exist: \"@sets@/none.toml\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" BASELINE "${sets}/none.json")]]
    "add_migrations(city): BASELINE does not exist: \"@sets@/none.json\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" SERVER kubernetes)]]
    "add_migrations(city): SERVER expected one of auto, local, docker, podman or a URL "
    "but found \"kubernetes\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" SERVER "local;docker")]]
    "add_migrations(city): SERVER expected one of auto, local, docker, podman or a URL "
    "but found \"local;docker\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city"
    SERVER "postgresql://app:secret@db/work")]]
    "add_migrations(city): SERVER holds a password, which would be written to the build folder; "
    "name the server in the environment variable MIGRATIONS_SERVER")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" SERVER "host=db password=secret")]]
    "add_migrations(city): SERVER holds a password")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" SERVER docker IMAGE)]]
    "add_migrations(city): IMAGE needs a value")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" POSTGRES_VERSIONS 15 9.6)]]
    "add_migrations(city): POSTGRES_VERSIONS expected major versions from 14 but found \"9.6\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" PREREQUISITES "${sets}/none.sql")]]
    "add_migrations(city): PREREQUISITES does not exist: \"@sets@/none.sql\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" SEEDS "${sets}/file.sql")]]
    "add_migrations(city): SEEDS is not a directory: \"@sets@/file.sql\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" LEDGER ledger)]]
    "add_migrations(city): LEDGER expected SCHEMA.TABLE but found \"ledger\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" STEP_TIMEOUT soon)]]
    "add_migrations(city): STEP_TIMEOUT expected a number of seconds but found \"soon\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" RUNNER_NAME "a/b")]]
    "add_migrations(city): RUNNER_NAME expected a file name but found \"a/b\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" STORES postgres redis)]]
    "add_migrations(city): no folder for the store \"postgres\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" STORES redis)]]
    "add_migrations(city): STORES expected postgres or timescaledb but found \"redis\"")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" IMMUTABLE_SINCE)]]
    "add_migrations(city): IMMUTABLE_SINCE needs a value")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" LABELS)]]
    "add_migrations(city): LABELS needs a value")
expect_error([[add_migrations(city DIRECTORY "${sets}/city" NO_RUNNER NO_TESTS)
add_migrations(city DIRECTORY "${sets}/city" NO_RUNNER NO_TESTS)]]
    "add_migrations(city): there is already a set of this name")
expect_error([[install_migrations()]]
    "install_migrations: expected at least one set")
expect_error([[install_migrations(nowhere)]]
    "install_migrations: no set with a runner: \"nowhere\"")

# Calls that are right, and the --server that each hands to the tool. SERVER auto hands over none:
# the tool reads MIGRATIONS_SERVER, as it does without SERVER.
function(expect_server keywords expected)
    file(WRITE "${work}/case.cmake"
        "add_migrations(city DIRECTORY [==[${work}/sets/city]==] NO_RUNNER NO_TESTS ${keywords})\n")
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${work}/build-server"
            "-Dmodules=${modules}" "-Dcase=${work}/case.cmake"
        RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${keywords}: ${errors}")
    endif()
    file(READ "${work}/build-server/migration-sets/city/arguments" arguments)
    set(server "")
    if(arguments MATCHES "--server;([^;\n]+)")
        set(server "${CMAKE_MATCH_1}")
    endif()
    if(NOT server STREQUAL expected)
        message(FATAL_ERROR
            "${keywords}\n  expected --server: \"${expected}\"\n  but got: \"${server}\"")
    endif()
endfunction()

expect_server("" "")
expect_server("SERVER auto" "")
expect_server("SERVER local" "local")
expect_server("SERVER postgresql://db/work" "postgresql://db/work")

# A project that asks for an old CMake gets the same: its policies stay outside.
function(expect_silence minimum)
    file(WRITE "${work}/case.cmake" "add_subdirectory([==[${work}/below]==] below)\n")
    file(WRITE "${work}/below/CMakeLists.txt"
        "add_migrations(city DIRECTORY [==[${work}/sets/city]==] IDEMPOTENCE SAFE NO_RUNNER)\n")
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${CMAKE_CURRENT_LIST_DIR}"
            -B "${work}/build-${minimum}" -Wno-deprecated
            "-Dminimum=${minimum}" "-Dmodules=${modules}" "-Dcase=${work}/case.cmake"
        RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
    if(NOT result EQUAL 0 OR NOT errors STREQUAL "")
        message(FATAL_ERROR "cmake_minimum_required(VERSION ${minimum}): ${errors}")
    endif()
endfunction()

if(CMAKE_VERSION VERSION_LESS 4)
    expect_silence(2.8.12)
endif()
expect_silence(3.5)
expect_silence(3.19)
expect_silence(3.25)

if(failures GREATER 0)
    message(FATAL_ERROR "${failures} of ${count} calls did not give their error")
endif()
message("${count} wrong calls gave their errors")

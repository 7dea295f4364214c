# Reads and checks the arguments of add_migrations(). All macros here work in its scope.

# A function, so that a value with semicolons in it stays whole. A long text may come in two parts.
function(_migrations_fail text)
    if(ARGC GREATER 1)
        string(APPEND text "${ARGV1}")
    endif()
    message(FATAL_ERROR "add_migrations(${name}): ${text}")
endfunction()

macro(_migrations_expect_one_of keyword)
    if(DEFINED arg_${keyword} AND NOT "${arg_${keyword}}" IN_LIST _migrations_allowed)
        list(JOIN _migrations_allowed ", " allowed)
        _migrations_fail("${keyword} expected one of ${allowed} but found \"${arg_${keyword}}\"")
    endif()
endmacro()

macro(_migrations_check_values)
    set(_migrations_allowed STRICT SAFE OFF)
    _migrations_expect_one_of(IDEMPOTENCE)
    set(_migrations_allowed REQUIRED OPTIONAL NONE)
    _migrations_expect_one_of(DOWN)
    set(_migrations_allowed STRICT IGNORE)
    _migrations_expect_one_of(COLUMN_ORDER)
    set(_migrations_allowed FORWARD STRICT)
    _migrations_expect_one_of(SEQUENCES)
    if(DEFINED arg_SERVER AND NOT arg_SERVER MATCHES "^(auto|local|docker|podman)$"
            AND NOT arg_SERVER MATCHES "://|=")
        _migrations_fail("SERVER expected one of auto, local, docker, podman or a URL "
            "but found \"${arg_SERVER}\"")
    endif()
    if(DEFINED arg_SERVER AND arg_SERVER MATCHES "://[^/@]*:[^/@]*@|[?&]password=|(^| )password *=")
        _migrations_fail("SERVER holds a password, which would be written to the build folder; "
            "name the server in the environment variable MIGRATIONS_SERVER")
    endif()
    if(DEFINED arg_LEDGER AND NOT arg_LEDGER MATCHES "^[^.]+[.][^.]+$")
        _migrations_fail("LEDGER expected SCHEMA.TABLE but found \"${arg_LEDGER}\"")
    endif()
    foreach(store IN LISTS arg_STORES)
        if(NOT store MATCHES "^(postgres|timescaledb)$")
            _migrations_fail("STORES expected postgres or timescaledb but found \"${store}\"")
        elseif(NOT IS_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}/${arg_DIRECTORY}/${store}"
               AND NOT IS_DIRECTORY "${arg_DIRECTORY}/${store}")
            _migrations_fail("no folder for the store \"${store}\" in \"${arg_DIRECTORY}\"")
        endif()
    endforeach()
    foreach(version IN LISTS arg_POSTGRES_VERSIONS)
        if(NOT version MATCHES "^(1[4-9]|[2-9][0-9])$")
            _migrations_fail("POSTGRES_VERSIONS expected major versions from 14 "
                "but found \"${version}\"")
        endif()
    endforeach()
    if(DEFINED arg_STEP_TIMEOUT AND NOT arg_STEP_TIMEOUT MATCHES "^[1-9][0-9]*$")
        _migrations_fail("STEP_TIMEOUT expected a number of seconds "
            "but found \"${arg_STEP_TIMEOUT}\"")
    endif()
    if(DEFINED arg_RUNNER_NAME AND NOT arg_RUNNER_NAME MATCHES "^[A-Za-z0-9][A-Za-z0-9_.+-]*$")
        _migrations_fail("RUNNER_NAME expected a file name but found \"${arg_RUNNER_NAME}\"")
    endif()
endmacro()

# Makes the path in arg_<keyword> absolute; `kind` is what it must be.
macro(_migrations_resolve keyword kind)
    if(DEFINED arg_${keyword})
        cmake_path(ABSOLUTE_PATH arg_${keyword}
            BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        if("${kind}" STREQUAL "directory" AND NOT IS_DIRECTORY "${arg_${keyword}}")
            _migrations_fail("${keyword} is not a directory: \"${arg_${keyword}}\"")
        elseif(NOT EXISTS "${arg_${keyword}}")
            _migrations_fail("${keyword} does not exist: \"${arg_${keyword}}\"")
        endif()
    endif()
endmacro()

# Sets arg_* for every keyword, work (the set's build folder), tool, runner, and two lists of
# arguments for the tool: set_args, which name the set, server_args, which name a server for it, and
# validate_args, which hold both and the versions.
macro(_migrations_parse)
    set(_migrations_options NO_RUNNER NO_TESTS ALL)
    set(_migrations_one_value
        DIRECTORY CONFIG BASELINE DOWN LAYOUT PREREQUISITES SEEDS IDEMPOTENCE COLUMN_ORDER
        SEQUENCES LEDGER SERVER IMAGE RUNNER_NAME STEP_TIMEOUT IMMUTABLE_SINCE)
    set(_migrations_many_values POSTGRES_VERSIONS LABELS STORES)
    cmake_parse_arguments(PARSE_ARGV 1 arg
        "${_migrations_options}" "${_migrations_one_value}" "${_migrations_many_values}")
    if(NOT name MATCHES "^[A-Za-z0-9][A-Za-z0-9_.+-]*$")
        _migrations_fail("expected a name of letters, digits, \"_\", \".\", \"+\" and \"-\" "
            "but found \"${name}\"")
    endif()
    if(arg_UNPARSED_ARGUMENTS)
        list(GET arg_UNPARSED_ARGUMENTS 0 unknown)
        _migrations_fail("unknown argument \"${unknown}\"")
    endif()
    if(arg_KEYWORDS_MISSING_VALUES)
        list(GET arg_KEYWORDS_MISSING_VALUES 0 missing)
        _migrations_fail("${missing} needs a value")
    endif()
    if(NOT DEFINED arg_DIRECTORY)
        _migrations_fail("DIRECTORY is missing")
    endif()
    if(TARGET "${name}-validate")
        _migrations_fail("there is already a set of this name")
    endif()
    _migrations_check_values()
    _migrations_resolve(DIRECTORY directory)
    _migrations_resolve(SEEDS directory)
    _migrations_resolve(PREREQUISITES file)
    _migrations_resolve(CONFIG file)
    _migrations_resolve(BASELINE file)
    _migrations_set_variables()
endmacro()

macro(_migrations_set_variables)
    set(work "${PROJECT_BINARY_DIR}/migration-sets/${name}")
    set(tool "$<TARGET_FILE:MigrationTargets::migration-tool>")
    set(runner "${name}-migrate")
    if(DEFINED arg_RUNNER_NAME)
        set(runner "${arg_RUNNER_NAME}")
    endif()
    if(NOT DEFINED arg_STEP_TIMEOUT)
        set(arg_STEP_TIMEOUT 600)
    endif()
    set(set_args "${arg_DIRECTORY}" --set "${name}")
    foreach(pair
            "CONFIG=--config"
            "BASELINE=--baseline"
            "DOWN=--down"
            "LAYOUT=--layout"
            "PREREQUISITES=--prerequisites"
            "SEEDS=--seeds"
            "IDEMPOTENCE=--idempotence"
            "COLUMN_ORDER=--column-order"
            "SEQUENCES=--sequences"
            "LEDGER=--ledger")
        string(REGEX MATCH "^([A-Z_]+)=(.*)$" pair "${pair}")
        if(DEFINED arg_${CMAKE_MATCH_1})
            list(APPEND set_args "${CMAKE_MATCH_2}" "${arg_${CMAKE_MATCH_1}}")
        endif()
    endforeach()
    if(arg_STORES)
        list(JOIN arg_STORES "," stores)
        list(APPEND set_args --stores "${stores}")
    endif()
    # Only for checks: the branch may move while nothing of the set changes.
    set(since_args "")
    if(DEFINED arg_IMMUTABLE_SINCE)
        set(since_args --since "${arg_IMMUTABLE_SINCE}")
    endif()
    set(server_args "")
    # auto is the default: the tool then reads MIGRATIONS_SERVER, which an option would override.
    if(DEFINED arg_SERVER AND NOT arg_SERVER STREQUAL "auto")
        list(APPEND server_args --server "${arg_SERVER}")
    endif()
    if(DEFINED arg_IMAGE)
        list(APPEND server_args --image "${arg_IMAGE}")
    endif()
    set(validate_args ${set_args} ${server_args})
    list(REMOVE_DUPLICATES arg_POSTGRES_VERSIONS)
    foreach(version IN LISTS arg_POSTGRES_VERSIONS)
        list(APPEND validate_args --postgres-version "${version}")
    endforeach()
    # A dependency of what is made, because make does not notice a changed command.
    file(CONFIGURE OUTPUT "${work}/arguments" CONTENT "${validate_args};${since_args}\n" @ONLY)
endmacro()

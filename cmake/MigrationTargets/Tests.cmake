# The CTest cases of a set. All functions here read the variables that _migrations_parse() set.

function(_migrations_add_tests)
    set(labels migrations "${name}" ${arg_LABELS})
    set(results --results "${work}/verdicts.json" --skip-without-server)
    add_test(NAME "${name}.check" COMMAND "${tool}" check ${set_args} ${since_args})
    add_test(NAME "${name}.validate"
        COMMAND "${tool}" validate ${validate_args} ${results})
    set(tests "${name}.check" "${name}.validate")
    if(NOT arg_NO_RUNNER)
        _migrations_add_runner_test()
        list(APPEND tests "${name}.runner")
    endif()
    set_tests_properties(${tests} PROPERTIES
        LABELS "${labels}" TIMEOUT "${arg_STEP_TIMEOUT}" SKIP_RETURN_CODE 77)
    _migrations_add_cases()
endfunction()

# Builds the package as a user would, unpacks it, and drives the runner on a server of its own.
function(_migrations_add_runner_test)
    get_target_property(archive "${name}-package" MIGRATIONS_ARCHIVE)
    # A server that the set was validated on, with what its databases have before the first
    # migration.
    set(server ${server_args})
    if(DEFINED arg_PREREQUISITES)
        list(APPEND server --prerequisites "${arg_PREREQUISITES}")
    endif()
    if(DEFINED arg_LEDGER)
        list(APPEND server --ledger "${arg_LEDGER}")
    endif()
    if(arg_POSTGRES_VERSIONS)
        list(GET arg_POSTGRES_VERSIONS 0 version)
        list(APPEND server --postgres-version "${version}")
    endif()
    add_test(NAME "${name}.runner"
        COMMAND "${CMAKE_COMMAND}"
            "-Dset=${name}"
            "-Dprogram=${runner}"
            "-Darchive=${archive}"
            "-Dtool=${tool}"
            "-Dbuild=${CMAKE_BINARY_DIR}"
            "-Dconfig=$<CONFIG>"
            "-Dwork=${work}/runner-test"
            "-Dserver=${server}"
            -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/RunnerTest.cmake")
    # A CMake script cannot exit with 77: it says so. And two builds in one tree would disturb each
    # other.
    set_tests_properties("${name}.runner" PROPERTIES
        SKIP_REGULAR_EXPRESSION "the runner is not driven: no server can be had"
        RESOURCE_LOCK migrations-build)
endfunction()

# One case a migration, listed when ctest starts: a new pair shows up without a re-configure.
function(_migrations_add_cases)
    set(case_arguments verdict ${validate_args} ${results})
    set(directory_arguments ${set_args})
    list(TRANSFORM case_arguments PREPEND "--test-argument=")
    set(version_arguments ${arg_POSTGRES_VERSIONS})
    list(TRANSFORM version_arguments PREPEND "--test-version=")
    set(list_arguments "")
    foreach(argument IN LISTS directory_arguments case_arguments version_arguments)
        string(APPEND list_arguments " [==[${argument}]==]")
    endforeach()
    file(GENERATE OUTPUT "${work}/tests-$<CONFIG>.cmake" CONTENT
"set(name [==[${name}]==])
set(tool [==[${tool}]==])
set(labels [==[${labels}]==])
set(timeout [==[${arg_STEP_TIMEOUT}]==])
set(list_arguments${list_arguments})
include([==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/ListCases.cmake]==])
")
    get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
    set(config "${CMAKE_BUILD_TYPE}")
    if(multi_config)
        set(config "\${CTEST_CONFIGURATION_TYPE}")
    endif()
    file(CONFIGURE OUTPUT "${work}/tests.cmake" @ONLY CONTENT
"set(cases [==[@work@/tests-]==])
string(APPEND cases \"@config@.cmake\")
if(EXISTS \"\${cases}\")
    include(\"\${cases}\")
endif()
")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${work}/tests.cmake")
endfunction()

# Included by ctest when it starts: adds a case for each migration that is there now.

if(NOT EXISTS "${tool}")
    add_test("${name}.NOT_BUILT" "${name}.NOT_BUILT")
    return()
endif()

execute_process(
    COMMAND "${tool}" list --ctest ${list_arguments}
        "--test-property=LABELS=${labels}" "--test-property=TIMEOUT=${timeout}"
        --test-property=SKIP_RETURN_CODE=77 "--test-property=DEPENDS=${name}.validate"
    OUTPUT_VARIABLE cases
    ERROR_VARIABLE errors
    RESULT_VARIABLE result)
if(result EQUAL 0)
    cmake_language(EVAL CODE "${cases}")
else()
    # Fails with the tool's own words.
    add_test("${name}.list" "${tool}" list ${list_arguments})
endif()

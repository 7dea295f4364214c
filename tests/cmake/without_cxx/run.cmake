# A project without C++ is told so, and cannot be configured.

file(REMOVE_RECURSE "${work}")
execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${work}"
        "-DCMAKE_PREFIX_PATH=${prefix}"
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
# CMake wraps its messages: compare without line breaks and indentation.
string(REGEX REPLACE "[ \n]+" " " text "${errors}")
string(FIND "${text}" "a runner is a C++ program; hint: add CXX to the LANGUAGES" position)
if(result EQUAL 0 OR position EQUAL -1)
    message(FATAL_ERROR "expected a refusal but found exit code ${result}:\n${errors}")
endif()

# The CTest case <set>.runner, in two parts: outside a sandbox it builds and unpacks the package, then runs itself
# inside a sandbox (-Dinside=ON) to drive the runner. Exit code by FATAL_ERROR; 77 is passed on by the tool.

function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(inside)
    set(program "./${program}")
    run("${program}" --version)
    run("${program}" wait --timeout 10)
    run("${program}" plan)
    run("${program}" up)
    run("${program}" up)
    run("${program}" status --exit-code)
    run("${program}" verify)
    # A set with an irreversible migration goes down as far as it can.
    execute_process(COMMAND "${program}" down --to 0 --yes COMMAND_ECHO STDOUT RESULT_VARIABLE result)
    if(result EQUAL 0)
        run("${program}" up)
    elseif(NOT result EQUAL 1)
        message(FATAL_ERROR "down --to 0 --yes exited with ${result}")
    endif()
    run("${program}" verify)
    run("${program}" history)
    return()
endif()

set(configuration "")
if(config)
    set(configuration --config "${config}")
endif()
run("${CMAKE_COMMAND}" --build "${build}" --target "${set}-package" ${configuration})
file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}")
file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${work}")
file(GLOB folder "${work}/*")
execute_process(COMMAND sha256sum --check SHA256SUMS WORKING_DIRECTORY "${folder}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(
    COMMAND "${tool}" sandbox run ${server} -- "${CMAKE_COMMAND}" -Dinside=ON "-Dprogram=${program}"
        -P "${CMAKE_CURRENT_LIST_FILE}"
    WORKING_DIRECTORY "${folder}"
    COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE "${work}")

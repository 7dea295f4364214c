# The CTest case <set>.runner, in two parts: outside a sandbox it builds and unpacks the package,
# then runs itself inside a sandbox (-Dinside=ON) to drive the runner. Any failure is a FATAL_ERROR;
# where no server can be had, the message that CTest's SKIP_REGULAR_EXPRESSION looks for.

cmake_minimum_required(VERSION 3.25)

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
    execute_process(COMMAND "${program}" down --to 0 --yes
        COMMAND_ECHO STDOUT RESULT_VARIABLE result)
    if(result EQUAL 0)
        run("${program}" up)
    elseif(NOT result EQUAL 1)
        message(FATAL_ERROR "down --to 0 --yes exited with ${result}")
    endif()
    run("${program}" verify)
    run("${program}" history)
    return()
endif()

set(sandbox "${tool}" sandbox run ${server} --skip-without-server --)

# Runs a command of which nothing can come without a server. Leaves `skipped` true where that is so.
function(run_with_server)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT RESULT_VARIABLE result)
    set(probe "${result}")
    if(NOT result EQUAL 0 AND NOT result EQUAL 77)
        execute_process(COMMAND ${sandbox} "${CMAKE_COMMAND}" -E true RESULT_VARIABLE probe)
    endif()
    set(skipped OFF PARENT_SCOPE)
    if(probe EQUAL 77)
        message("the runner is not driven: no server can be had")
        set(skipped ON PARENT_SCOPE)
    elseif(NOT result EQUAL 0)
        message(FATAL_ERROR "exited with ${result}")
    endif()
endfunction()

set(configuration "")
if(config)
    set(configuration --config "${config}")
endif()
run_with_server("${CMAKE_COMMAND}" --build "${build}" --target "${set}-package" ${configuration})
if(skipped)
    return()
endif()
file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}")
file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${work}")
file(GLOB folder "${work}/*")
execute_process(COMMAND sha256sum --check SHA256SUMS
    WORKING_DIRECTORY "${folder}" COMMAND_ERROR_IS_FATAL ANY)
run_with_server("${CMAKE_COMMAND}" -E chdir "${folder}" ${sandbox}
    "${CMAKE_COMMAND}" -Dinside=ON "-Dprogram=${program}" -P "${CMAKE_CURRENT_LIST_FILE}")
file(REMOVE_RECURSE "${work}")

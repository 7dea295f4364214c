# What run.cmake is written in: each step fails with the output of its command.

set(project "${work}/project")
set(binary "${work}/build")
set(sets "${binary}/migration-sets")
set(shop "${project}/shop's (set) $ ünï")

macro(step text)
    message("-- ${text}")
endmacro()

function(fail text)
    message(FATAL_ERROR "${text}\n--- output of the last command:\n${output}")
endfunction()

# Runs a command; its output is in `output`, its result in `result`.
macro(run_any)
    execute_process(COMMAND ${ARGN}
        RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
endmacro()

macro(run)
    run_any(${ARGN})
    if(NOT result EQUAL 0)
        fail("failed with ${result}: ${ARGN}")
    endif()
endmacro()

function(make_project)
    file(REMOVE_RECURSE "${work}")
    configure_file(
        "${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt.in" "${project}/CMakeLists.txt" COPYONLY)
    file(WRITE "${project}/roles (it's $).sql" "CREATE ROLE clerk;\n")
    file(WRITE "${shop}/001_create items.up.sql"
        "CREATE TABLE IF NOT EXISTS items (id integer PRIMARY KEY, name text NOT NULL);\n"
        "GRANT SELECT ON items TO clerk;\n")
    file(WRITE "${shop}/001_create items.down.sql" "DROP TABLE IF EXISTS items;\n")
    file(WRITE "${shop}/002_ünï ]==] \"q\" $x #.up.sql"
        "CREATE INDEX IF NOT EXISTS items_name ON items (name);\n")
    file(WRITE "${shop}/002_ünï ]==] \"q\" $x #.down.sql" "DROP INDEX IF EXISTS items_name;\n")
    file(WRITE "${project}/blog/001_posts.sql" "CREATE TABLE IF NOT EXISTS posts (id integer);\n")
    file(WRITE "${project}/blog/001_posts_rollback.sql" "DROP TABLE IF EXISTS posts;\n")
endfunction()

# The project as a Git repository with a branch "released".
function(release_in_git)
    set(git git -C "${project}" -c user.name=Test -c user.email=test@example.org)
    foreach(arguments "init;-q" "add;-A" "commit;-qm;release" "branch;released")
        execute_process(COMMAND ${git} ${arguments} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
    endforeach()
endfunction()

# The sources as they would be downloaded.
function(make_archive)
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -E tar czf "${work}/sources.tar.gz"
            CMakeLists.txt cmake tool
        WORKING_DIRECTORY "${source}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

macro(configure)
    if(way STREQUAL "fetch_content")
        make_archive()
    endif()
    run("${CMAKE_COMMAND}" -S "${project}" -B "${binary}" -G "${generator}"
        "-Dway=${way}" "-Dsource=${source}" "-Dmajors=${majors}"
        "-Darchive=${work}/sources.tar.gz" "-DCMAKE_PREFIX_PATH=${prefix}" -DCMAKE_BUILD_TYPE=Debug
        "-DCMAKE_CXX_FLAGS=-O0" -DCMAKE_CXX_FLAGS_DEBUG= "-DMIGRATIONTARGETS_SANITIZE=${sanitize}")
endmacro()

macro(run_build target)
    set(arguments "")
    if(NOT "${target}" STREQUAL "")
        set(arguments --target "${target}")
    endif()
    if(generator MATCHES "Multi")
        list(APPEND arguments --config Release)
    endif()
    run_any("${CMAKE_COMMAND}" --build "${binary}" --parallel 2 ${arguments})
endmacro()

macro(build target)
    run_build("${target}")
    if(NOT result EQUAL 0)
        fail("building \"${target}\" failed")
    endif()
endmacro()

macro(build_fails target)
    run_build("${target}")
    if(result EQUAL 0)
        fail("building \"${target}\" should have failed")
    endif()
endmacro()

macro(run_ctest)
    run_any("${CMAKE_CTEST_COMMAND}" --test-dir "${binary}" --output-on-failure -C Release ${ARGN})
    string(REGEX REPLACE "\\*\\*\\*" "" output "${output}")
endmacro()

macro(ctest)
    run_ctest(${ARGN})
    if(NOT result EQUAL 0)
        fail("ctest ${ARGN} failed")
    endif()
endmacro()

macro(ctest_without_server)
    run_any("${CMAKE_COMMAND}" -E env --unset=CI --unset=MIGRATIONS_REQUIRE_SERVER
        MIGRATIONS_SERVER=local MIGRATIONS_POSTGRES_BIN=/nowhere
        "${CMAKE_CTEST_COMMAND}" --test-dir "${binary}" --output-on-failure -C Release ${ARGN})
    string(REGEX REPLACE "\\*\\*\\*" "" output "${output}")
    if(NOT result EQUAL 0)
        fail("ctest ${ARGN} failed without a server")
    endif()
endmacro()

macro(ctest_fails)
    run_ctest(${ARGN})
    if(result EQUAL 0)
        fail("ctest ${ARGN} should have failed")
    endif()
endmacro()

function(expect_in_output pattern)
    string(FIND "${output}" "${pattern}" position)
    if(position EQUAL -1 AND NOT output MATCHES "${pattern}")
        fail("expected in the output: ${pattern}")
    endif()
endfunction()

function(expect_not_in_output text)
    string(FIND "${output}" "${text}" position)
    if(NOT position EQUAL -1)
        fail("not expected in the output: ${text}")
    endif()
endfunction()

function(expect_match text pattern)
    if(NOT text MATCHES "${pattern}")
        fail("expected ${pattern} in: ${text}")
    endif()
endfunction()

function(expect_absent path)
    if(EXISTS "${path}")
        fail("should not be there: ${path}")
    endif()
endfunction()

function(expect_absent_runner)
    file(GLOB_RECURSE found "${binary}/shop-migrate")
    if(found)
        fail("a runner of an invalid set: ${found}")
    endif()
endfunction()

macro(remember_stamps)
    file(TIMESTAMP "${sets}/shop/validate.stamp" stamp_shop "%s")
    file(TIMESTAMP "${sets}/blog/validate.stamp" stamp_blog "%s")
    # Stamps are compared by the second.
    execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 1.1)
endmacro()

function(expect_same_stamp set)
    file(TIMESTAMP "${sets}/${set}/validate.stamp" now "%s")
    if(NOT now EQUAL stamp_${set})
        fail("${set} was validated again")
    endif()
endfunction()

function(expect_new_stamp set)
    file(TIMESTAMP "${sets}/${set}/validate.stamp" now "%s")
    if(now EQUAL stamp_${set})
        fail("${set} was not validated again")
    endif()
endfunction()

function(finish)
    file(REMOVE_RECURSE "${work}")
endfunction()

# The build targets of a set. All functions here read the variables that _migrations_parse() set.

# A target for one set, and the target of the same kind for all sets.
function(_migrations_target kind output)
    set(all "")
    if(arg_ALL)
        set(all ALL)
    endif()
    add_custom_target("${name}-${kind}" ${all} DEPENDS "${output}")
    if(NOT TARGET "migrate-${kind}")
        add_custom_target("migrate-${kind}")
    endif()
    add_dependencies("migrate-${kind}" "${name}-${kind}")
endfunction()

function(_migrations_add_check)
    add_custom_command(OUTPUT "${work}/check.stamp"
        COMMAND "${tool}" check ${set_args} ${since_args}
            --stamp "${work}/check.stamp"
            --depfile "${work}/check.d"
        DEPENDS MigrationTargets::migration-tool "${work}/arguments"
        DEPFILE "${work}/check.d"
        COMMENT "Checking migrations of ${name}"
        VERBATIM)
    _migrations_target(check "${work}/check.stamp")
endfunction()

function(_migrations_add_validate)
    add_custom_command(OUTPUT "${work}/validate.stamp"
        BYPRODUCTS "${work}/manifest.json"
        COMMAND "${tool}" validate ${validate_args}
            --results "${work}/verdicts.json"
            --manifest "${work}/manifest.json"
            --stamp "${work}/validate.stamp"
            --depfile "${work}/validate.d"
        DEPENDS MigrationTargets::migration-tool "${work}/arguments"
        DEPFILE "${work}/validate.d"
        COMMENT "Validating migrations of ${name}"
        VERBATIM)
    _migrations_target(validate "${work}/validate.stamp")
endfunction()

function(_migrations_add_runner)
    add_custom_command(OUTPUT "${work}/runner.cpp"
        BYPRODUCTS "${work}/runner.bundle"
        COMMAND "${tool}" embed ${set_args}
            --manifest "${work}/manifest.json"
            --output "${work}/runner.cpp"
        DEPENDS "${work}/validate.stamp" MigrationTargets::migration-tool
        COMMENT "Embedding migrations of ${name}"
        VERBATIM)
    add_executable("${name}-runner" EXCLUDE_FROM_ALL "${work}/runner.cpp")
    set_target_properties("${name}-runner" PROPERTIES
        OUTPUT_NAME "${runner}" LINKER_LANGUAGE CXX EXPORT_COMPILE_COMMANDS OFF)
    target_link_libraries("${name}-runner" PRIVATE MigrationTargets::migration_runner)
    # validate.stamp is made by one target alone: two makes at once would race for it.
    add_dependencies("${name}-runner" "${name}-validate")
endfunction()

function(_migrations_add_package)
    set(version "${PROJECT_VERSION}")
    if(version STREQUAL "")
        set(version 0.0.0)
    endif()
    string(TOLOWER "${CMAKE_SYSTEM_NAME}" system)
    set(package "${runner}-${version}-${system}-${CMAKE_SYSTEM_PROCESSOR}")
    set(archive "${PROJECT_BINARY_DIR}/packages/${package}.tar.gz")
    add_custom_command(OUTPUT "${archive}"
        COMMAND "${CMAKE_COMMAND}"
            "-Dset=${name}"
            "-Dversion=${version}"
            "-Drunner=$<TARGET_FILE:${name}-runner>"
            "-Dmanifest=${work}/manifest.json"
            "-Dwork=${work}/package"
            "-Darchive=${archive}"
            -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/PackageRunner.cmake"
        DEPENDS "${name}-runner" "${work}/validate.stamp"
            "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/PackageRunner.cmake"
        COMMENT "Packaging ${runner}"
        VERBATIM)
    _migrations_target(package "${archive}")
    set_target_properties("${name}-package" PROPERTIES MIGRATIONS_ARCHIVE "${archive}")
endfunction()

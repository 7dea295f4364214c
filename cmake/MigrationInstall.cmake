# `cmake --install`: the tool, the libraries that runners are linked with, the CMake package.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/MigrationTargets")

install(TARGETS migration-tool migration_core migration_runner EXPORT MigrationTargetsExports)
if(MIGRATIONTARGETS_SANITIZE)
    install(TARGETS migration_sanitizers EXPORT MigrationTargetsExports)
endif()
install(EXPORT MigrationTargetsExports NAMESPACE MigrationTargets:: DESTINATION "${package_dir}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/cmake/MigrationTargets" DESTINATION "${package_dir}")
install(FILES
    "${PROJECT_SOURCE_DIR}/cmake/MigrationTargets.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/MigrationDependencies.cmake"
    DESTINATION "${package_dir}")

configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/MigrationTargetsConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/MigrationTargetsConfig.cmake"
    INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/MigrationTargetsConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/MigrationTargetsConfig.cmake"
    "${PROJECT_BINARY_DIR}/MigrationTargetsConfigVersion.cmake"
    DESTINATION "${package_dir}")

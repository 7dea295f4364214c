# The libraries that a runner is linked with, as imported targets. Included by the project itself
# and by the installed package, so that both find the same.

include_guard(GLOBAL)

cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3 REQUIRED)
pkg_check_modules(MIGRATION_LIBPQ REQUIRED IMPORTED_TARGET GLOBAL libpq>=14)
pkg_check_modules(MIGRATION_LIBPQXX REQUIRED IMPORTED_TARGET GLOBAL libpqxx>=6.4)

# A runner must start on machines that have libpq but no libpqxx:
# the static library where there is one.
find_library(MIGRATION_LIBPQXX_STATIC NAMES libpqxx.a HINTS ${MIGRATION_LIBPQXX_LIBRARY_DIRS})
mark_as_advanced(MIGRATION_LIBPQXX_STATIC)

add_library(MigrationTargets::libpqxx INTERFACE IMPORTED GLOBAL)
if(MIGRATION_LIBPQXX_STATIC)
    target_link_libraries(MigrationTargets::libpqxx
        INTERFACE "${MIGRATION_LIBPQXX_STATIC}" PkgConfig::MIGRATION_LIBPQ)
else()
    target_link_libraries(MigrationTargets::libpqxx
        INTERFACE PkgConfig::MIGRATION_LIBPQXX PkgConfig::MIGRATION_LIBPQ)
endif()
target_include_directories(MigrationTargets::libpqxx SYSTEM
    INTERFACE ${MIGRATION_LIBPQXX_INCLUDE_DIRS})

# Boost.Process names files by Boost.Filesystem: the static library, for the same reason.
find_package(Boost 1.80 REQUIRED COMPONENTS filesystem)
find_library(MIGRATION_BOOST_FILESYSTEM_STATIC NAMES libboost_filesystem.a
    HINTS ${Boost_LIBRARY_DIRS})
mark_as_advanced(MIGRATION_BOOST_FILESYSTEM_STATIC)

add_library(MigrationTargets::boost_filesystem INTERFACE IMPORTED GLOBAL)
if(MIGRATION_BOOST_FILESYSTEM_STATIC)
    target_link_libraries(MigrationTargets::boost_filesystem
        INTERFACE "${MIGRATION_BOOST_FILESYSTEM_STATIC}")
    target_include_directories(MigrationTargets::boost_filesystem SYSTEM
        INTERFACE ${Boost_INCLUDE_DIRS})
else()
    target_link_libraries(MigrationTargets::boost_filesystem INTERFACE Boost::filesystem)
endif()

cmake_policy(POP)

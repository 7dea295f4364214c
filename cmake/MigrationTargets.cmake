#[=======================================================================[.rst:
MigrationTargets
----------------

Turns directories of PostgreSQL migrations into build targets and CTest cases.

.. command:: add_migrations

  .. code-block:: cmake

    add_migrations(<name>
      DIRECTORY <dir>
      [LAYOUT <layout>]
      [PREREQUISITES <file>]
      [SEEDS <dir>]
      [IDEMPOTENCE STRICT|SAFE|OFF]
      [COLUMN_ORDER STRICT|IGNORE]
      [SEQUENCES FORWARD|STRICT]
      [LEDGER <schema.table>]
      [SERVER auto|local|docker|podman|<url>]
      [IMAGE <image>]
      [POSTGRES_VERSIONS <major>...]
      [RUNNER_NAME <program>]
      [NO_RUNNER] [NO_TESTS] [ALL]
      [STEP_TIMEOUT <seconds>]
      [LABELS <label>...])

  Makes these targets, none of them part of ``all``:

  ``<name>-check``
    Looks for mistakes in the files, without a server.
  ``<name>-validate``
    Proves on a disposable server that every pair round-trips and is idempotent.
  ``<name>-runner``
    Links ``<name>-migrate`` from exactly the validated files.
  ``<name>-package``
    Packs it as ``packages/<name>-migrate-<version>-<system>-<arch>.tar.gz`` in the project's build folder,
    with manifest, checksums and a README. The version is the project's.

  ``migrate-check``, ``migrate-validate`` and ``migrate-package`` do so for all sets. Where testing is enabled,
  CTest gets the cases ``<name>.check``, ``<name>.validate``, ``<name>.<version>_<slug>`` for each migration,
  ``<name>.chain`` and ``<name>.runner``, labelled ``migrations`` and ``<name>``.

  ``DIRECTORY``
    The folder of migrations, relative to the current source folder.
  ``LAYOUT``
    ``up-down``, ``rollback-suffix``, ``marked``, ``up-down-folders`` or ``folder-each``. Detected by default.
  ``PREREQUISITES``
    SQL that a database has before the first migration: roles, extensions, other teams' tables.
  ``SEEDS``
    Folder of scripts that are applied after all others. ``up-down-folders`` finds ``seeds/`` by itself.
  ``IDEMPOTENCE``
    What a second run of a script may do: ``STRICT`` (default) nothing, ``SAFE`` also fail, ``OFF`` anything.
  ``COLUMN_ORDER``
    ``IGNORE`` accepts a down that leaves columns in another order. ``STRICT`` by default.
  ``SEQUENCES``
    ``STRICT`` wants a down to put back the values of sequences. By default (``FORWARD``) one that has merely gone
    forward is a note, for PostgreSQL never takes numbers back, and so are rows that differ in its numbers alone.
  ``LEDGER``
    The table that records what is applied, ``public.schema_migrations`` by default.
  ``SERVER``
    Where the disposable server comes from: ``docker`` or ``podman``, a throw-away ``local`` cluster, or databases of
    its own on the server that a URL names. ``auto`` (default) is what the environment variable ``MIGRATIONS_SERVER``
    names, else a container engine that has or can get the image, else a local cluster. A URL must not hold a password:
    give such a one in ``MIGRATIONS_SERVER``.
  ``IMAGE``
    The container's image, ``postgres:{version}`` by default; ``{version}`` stands for the major version. It must behave
    like the official one, as those of PostGIS, TimescaleDB and pgvector do.
  ``POSTGRES_VERSIONS``
    Major versions to validate on, side by side. By default the newest that there is. With several of them CTest gets
    each migration's case once for each, as ``<name>.<version>_<slug>@16`` with the label ``postgres-16``. A version that
    cannot be had is an error.
  ``RUNNER_NAME``
    Name of the packaged program, ``<name>-migrate`` by default.
  ``NO_RUNNER``, ``NO_TESTS``
    Leave out runner and package, or the CTest cases.
  ``ALL``
    Validate and package as part of ``all``.
  ``STEP_TIMEOUT``
    Seconds that one CTest case may take, 600 by default.
  ``LABELS``
    Further labels of the CTest cases.

.. command:: install_migrations

  .. code-block:: cmake

    install_migrations(<name>... [DESTINATION <dir>])

  Installs the runners of these sets, by default into ``${CMAKE_INSTALL_BINDIR}``. They must have been built.

Example:

.. code-block:: cmake

  find_package(MigrationTargets 1 REQUIRED)
  enable_testing()
  add_migrations(city DIRECTORY migrations/city)

#]=======================================================================]

include_guard(GLOBAL)

# What is defined below keeps these policies, whatever the project that calls it asked for.
cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

include("${CMAKE_CURRENT_LIST_DIR}/MigrationTargets/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/MigrationTargets/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/MigrationTargets/Tests.cmake")

function(add_migrations name)
    _migrations_parse("${name}" ${ARGV})
    _migrations_add_check()
    _migrations_add_validate()
    if(NOT arg_NO_RUNNER)
        _migrations_add_runner()
        _migrations_add_package()
    endif()
    if(NOT arg_NO_TESTS)
        _migrations_add_tests()
    endif()
endfunction()

function(install_migrations)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "DESTINATION" "")
    if(NOT arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "install_migrations: expected at least one set")
    endif()
    include(GNUInstallDirs)
    if(NOT arg_DESTINATION)
        set(arg_DESTINATION "${CMAKE_INSTALL_BINDIR}")
    endif()
    foreach(name IN LISTS arg_UNPARSED_ARGUMENTS)
        if(NOT TARGET "${name}-runner")
            message(FATAL_ERROR "install_migrations: no set with a runner: \"${name}\"")
        endif()
        install(PROGRAMS "$<TARGET_FILE:${name}-runner>" DESTINATION "${arg_DESTINATION}")
    endforeach()
endfunction()

cmake_policy(POP)

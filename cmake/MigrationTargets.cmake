#[=======================================================================[.rst:
MigrationTargets
----------------

This module turns folders of PostgreSQL migrations into build targets and CTest cases.
``docs/reference.md`` describes the layouts of the files and the annotations in scripts.

.. command:: add_migrations

  Makes the targets and the CTest cases of one set of migrations::

    add_migrations(<name>
      DIRECTORY <dir>
      [STORES <store>...]
      [LAYOUT <layout>]
      [CONFIG <file>]
      [BASELINE <file>]
      [DOWN REQUIRED|OPTIONAL|NONE]
      [IMMUTABLE_SINCE <revision>]
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

  The name consists of letters, digits, ``_``, ``.``, ``+`` and ``-``.  It begins with a letter or
  a digit.  The function makes these targets:

  ``<name>-check``
    Looks for mistakes in the files, without a server.

  ``<name>-validate``
    Runs each up and each down script on a disposable server.  If a down script does not undo its
    up script, or if a second run of a script fails or changes something, the target fails.

  ``<name>-runner``
    Validates the set.  Then links the program ``<name>-migrate`` from exactly the validated
    scripts.

  ``<name>-package``
    Packs the program, its manifest, checksums and a README as
    ``packages/<name>-migrate-<version>-<system>-<arch>.tar.gz`` in the build folder of the
    project.  The version is ``PROJECT_VERSION``, or ``0.0.0`` if the project has none.

  The targets ``migrate-check``, ``migrate-validate`` and ``migrate-package`` do the same for all
  sets.  None of these targets is part of ``all``, unless ``ALL`` is given.

  If testing is enabled, the function also adds these CTest cases, with the labels ``migrations``
  and ``<name>``:

  ``<name>.check``
    The files have no mistakes.

  ``<name>.validate``
    The whole set passes validation.

  ``<name>.<version>_<slug>``
    One migration passes validation.  CTest lists the migrations when it starts, so a new
    migration needs no new configure step.

  ``<name>.chain``
    All down scripts in a row lead back to an empty database, and all up scripts forward again.
    All up scripts in one session make the same as each one in a session of its own.

  ``<name>.runner``
    The packaged program brings a fresh database up and down.

  If no server is available, CTest shows the cases that need one as skipped.  If the environment
  variable ``CI`` or ``MIGRATIONS_REQUIRE_SERVER`` is set, these cases fail instead.

  The options are:

  ``DIRECTORY <dir>``
    Specifies the folder of the migrations.  Relative paths begin at the current source folder, as
    in ``PREREQUISITES`` and ``SEEDS``.

  ``STORES <store>...``
    Specifies that the folder is a tree: it has a folder for each store, with versions of its own.
    The stores are ``postgres`` and ``timescaledb``, both in the same database.  Their order is the
    order in which ``up`` brings them up.  There is one ledger, one lock and one runner.  Versions
    begin with the store, as in the CTest case ``<name>.postgres.001_users``.

  ``LAYOUT <layout>``
    Specifies how the files are named, such as ``up-down``, ``goose`` or ``flyway``.
    ``docs/reference.md`` lists the layouts.  If not given, the tool recognises the layout from
    the files.

  ``CONFIG <file>``
    Specifies a file in TOML with options, waivers and accepted drift of the set.  Options given
    here win over it.  If not given, the file is ``migrations.toml`` in the folder of the
    migrations, if it is there.

  ``BASELINE <file>``
    Specifies the list of known findings, which do not fail.  ``migration-tool validate <dir>
    --write-baseline`` writes it.  If not given, the file is ``migrations.baseline.json`` in the
    folder of the migrations, if it is there.

  ``DOWN REQUIRED|OPTIONAL|NONE``
    With ``REQUIRED``, a migration without a down script fails.  With ``OPTIONAL`` or ``NONE`` it
    cannot be undone.  The default depends on the layout: mostly ``REQUIRED``, and ``NONE`` for
    layouts of tools that have no down scripts.

  ``IMMUTABLE_SINCE <revision>``
    Specifies a Git revision, such as ``origin/main``, whose scripts must stay as they are.  The
    target ``<name>-check`` and the case ``<name>.check`` fail if a script has changed, was
    renamed or was removed since the working tree left that revision, or if a new version does not
    stand behind those of the revision.  The build asks Git each time.  If not given,
    ``immutable_since`` in ``migrations.toml`` decides.

  ``PREREQUISITES <file>``
    Specifies a script with what a database has before the first migration: roles, extensions,
    other teams' tables.

  ``SEEDS <dir>``
    Specifies a folder of scripts that are applied after all others.  If the layout is
    ``up-down-folders`` and there is a folder ``seeds`` in the set, the option is not needed.

  ``IDEMPOTENCE STRICT|SAFE|OFF``
    Specifies what a second run of a script may do.  With ``STRICT``, the default, it must succeed
    and change nothing.  With ``SAFE`` it may also fail, but must change nothing.  With ``OFF``
    there are no second runs.

  ``COLUMN_ORDER STRICT|IGNORE``
    With ``STRICT``, the default, a down script must restore the order of columns.  With
    ``IGNORE`` the order of columns does not count.

  ``SEQUENCES FORWARD|STRICT``
    With ``FORWARD``, the default, a down script may leave a sequence further on, because
    PostgreSQL never takes numbers back.  The validation then prints a note, also for rows that
    differ only in such numbers.  With ``STRICT`` a down script must restore the value of each
    sequence.

  ``LEDGER <schema.table>``
    Specifies the table that records which migrations are applied.  The default is
    ``public.schema_migrations``.

  ``SERVER auto|local|docker|podman|<url>``
    Specifies where the disposable server comes from.  ``docker`` and ``podman`` start a
    container, and ``local`` starts a server with the programs on this machine.  A URL, or
    ``key=value`` pairs, names a server on which the tool makes databases of its own.  With
    ``auto``, the default, the environment variable ``MIGRATIONS_SERVER`` decides.  If that is not
    set, the tool takes a container engine that has or can pull the image, else a local server.

    A URL with a password is an error, because CMake would write the password into the build
    folder.  Name such a server in ``MIGRATIONS_SERVER``.

  ``IMAGE <image>``
    Specifies the image of the container.  ``{version}`` stands for the major version.  The image
    must behave like the official ``postgres`` image, as those of PostGIS, TimescaleDB and
    pgvector do.  If not given, the environment variable ``MIGRATIONS_IMAGE`` decides.  If that is
    not set, the image is ``postgres:{version}``.

  ``POSTGRES_VERSIONS <major>...``
    Specifies the major versions to validate on, side by side.  If the tool cannot get one of
    them, the validation fails.  If several versions are given, each migration and the chain have
    one CTest case for each version, such as ``<name>.<version>_<slug>@16`` with the label
    ``postgres-16``.  If the option is not given, the environment variable
    ``MIGRATIONS_POSTGRES_VERSIONS`` decides.  If that is not set, the validation runs on the
    newest version that the tool can get.

  ``RUNNER_NAME <program>``
    Specifies the name of the packaged program.  The default is ``<name>-migrate``.

  ``NO_RUNNER``
    If given, there is no runner, no package and no CTest case ``<name>.runner``.

  ``NO_TESTS``
    If given, there are no CTest cases.

  ``ALL``
    If given, the target ``all`` checks, validates and packages the set.

  ``STEP_TIMEOUT <seconds>``
    Specifies the time limit of one CTest case.  The default is 600.

  ``LABELS <label>...``
    Specifies further labels of the CTest cases.

.. command:: install_migrations

  Installs the runners of sets::

    install_migrations(<name>... [DESTINATION <dir>])

  The runners must have been built before the installation.

  ``DESTINATION <dir>``
    Specifies the folder to install into.  The default is ``${CMAKE_INSTALL_BINDIR}``.

Example
^^^^^^^

.. code-block:: cmake

  find_package(MigrationTargets 1 REQUIRED)
  enable_testing()
  add_migrations(city DIRECTORY migrations/city IDEMPOTENCE SAFE)
  install_migrations(city)

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

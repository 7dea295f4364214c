#pragma once

// Alembic's revisions, rendered as SQL by the project's own Python and Alembic without a server.
// The rendered text is kept in the user's cache folder, under a digest of all that it is made of.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace migration {

// One direction of a revision: its SQL, or why there is none.
struct RenderedScript {
    std::string sql;
    std::string error;  // Alembic's or Python's words; empty with SQL
    int line = 0;       // of the revision's file; 0: unknown
};

struct AlembicRevision {
    std::string revision;
    std::filesystem::path file;
    RenderedScript up;
    RenderedScript down;
};

// The alembic.ini of the project that the directory belongs to: there, or in a folder above it.
std::optional<std::filesystem::path> find_alembic_ini(const std::filesystem::path& directory);

// All revisions in an order in which they can be applied. `python` is the interpreter; without it
// that of the project's virtual environment (.venv, venv, env), else that of the command `alembic`,
// else python3. `scripts` are the
// files whose text decides the result. Throws Error (usage) where Alembic is not to be had or
// cannot load the project, with its own words.
std::vector<AlembicRevision> render_alembic(const std::filesystem::path& ini,
                                            const std::optional<std::filesystem::path>& python,
                                            const std::vector<std::filesystem::path>& scripts);

}  // namespace migration

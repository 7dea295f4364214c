// Alembic's revisions in Python, rendered as SQL. The order is that of the graph (down_revision,
// depends_on); the rules are those of Alembic 1.8 to 1.20, alembic/script/revision.py.

#include "set/alembic.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "set/layout.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view pattern = "versions/REVISION_slug.py below an env.py";

// What decides the SQL: the revisions and env.py.
std::vector<fs::path> scripts_of(const SourceFiles& sources) {
    std::vector<fs::path> files;
    for (const auto& neighbour : sources.neighbours)
        if (neighbour.ends_with(".py")) files.push_back(sources.directory / neighbour);
    const fs::path above = sources.directory / ".." / "env.py";
    if (fs::exists(above)) files.push_back(above.lexically_normal());
    return files;
}

// What the file's name says behind the revision: "ae10_add_users.py" → "add_users".
std::string slug_of(const AlembicRevision& revision) {
    std::string stem = revision.file.stem().string();
    if (!stem.starts_with(revision.revision)) return stem;
    stem.erase(0, revision.revision.size());
    return stem.substr(std::min(stem.find_first_not_of("_-"), stem.size()));
}

constexpr std::string_view up_mark = "#upgrade", down_mark = "#downgrade";

// The lines of a script are those of the rendered SQL, so its file has a mark behind its name. A
// script that cannot be rendered has no text, and is reported.
DraftScript script(const AlembicRevision& revision, const fs::path& directory, bool up,
                   Problems& problems) {
    const auto& rendered = up ? revision.up : revision.down;
    const std::string path =
        revision.file.lexically_relative(fs::absolute(directory).lexically_normal()).string() +
        std::string(up ? up_mark : down_mark);
    DraftScript draft{path, (directory / path).string(), rendered.sql};
    if (!rendered.error.empty())
        problems.push_back(
            {"alembic", draft.shown, 0,
             "Alembic cannot render the script" +
                 (rendered.line > 0 ? ", line " + std::to_string(rendered.line) + " of the file"
                                    : std::string()) +
                 ": " + rendered.error,
             rendered.error.starts_with("AttributeError: 'NoneType'")
                 ? "without a server a query has no result, so the revision must do without one"
                 : ""});
    return draft;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    const auto ini = find_alembic_ini(sources.directory);
    if (!ini)
        throw Error(ErrorKind::usage,
                    sources.directory.string() + ": no alembic.ini there or in a folder above",
                    "name the folder of the revisions inside the project");
    std::vector<Draft> drafts;
    for (const auto& revision : render_alembic(*ini, sources.python, scripts_of(sources)))
        drafts.push_back({revision.revision,
                          slug_of(revision),
                          false,
                          script(revision, sources.directory, true, problems),
                          script(revision, sources.directory, false, problems),
                          {}});
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    const auto& neighbours = sources.neighbours;
    if (neighbours.contains("alembic.ini")) return sources.shown("alembic.ini");
    if (neighbours.contains("env.py") && neighbours.contains("script.py.mako"))
        return sources.shown("env.py");
    const fs::path above = sources.directory / "..";
    if (fs::exists(above / "env.py") && fs::exists(above / "script.py.mako"))
        return (above / "env.py").lexically_normal().string();
    return std::nullopt;
}

void watch(const MigrationSet& set, std::vector<fs::path>& inputs, Problems&) {
    for (const auto& migration : set.migrations)
        inputs.push_back(fs::path(set.directory) /
                         migration.up.file.substr(0, migration.up.file.rfind('#')));
    if (const auto ini = find_alembic_ini(set.directory)) inputs.push_back(*ini);
    for (const char* env : {"env.py", "../env.py"})
        if (const fs::path file = fs::path(set.directory) / env; fs::exists(file))
            inputs.push_back(file.lexically_normal());
}

}  // namespace

const Layout alembic_layout{
    .name = "alembic",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .goes_by_neighbours = true,
    .check = watch,
    .maker = "alembic revision -m",
};

}  // namespace migration

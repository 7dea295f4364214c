#include "set/alembic.hpp"

#include <chrono>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "process/program.hpp"
#include "set/alembic_program.hpp"

namespace migration {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::chrono::minutes render_limit(10);

// The interpreter that the program on PATH names in its first line.
std::optional<fs::path> interpreter_of_command() {
    const auto command = find_program("alembic");
    if (!command) return std::nullopt;
    const std::string text = read_file(*command);
    const auto line = trim(std::string_view(text).substr(0, text.find('\n')));
    if (!line.starts_with("#!/") || line.find(' ') != std::string_view::npos) return std::nullopt;
    return fs::path(line.substr(2));
}

fs::path interpreter(const fs::path& ini, const std::optional<fs::path>& named) {
    if (named) return *named;
    for (const char* folder : {".venv", "venv", "env"}) {
        fs::path python = ini.parent_path() / folder / "bin" / "python";
        if (fs::exists(python)) return python;
    }
    if (const auto python = interpreter_of_command()) return *python;
    if (const auto python = find_program("python3")) return *python;
    throw Error(ErrorKind::usage, "no Python on this machine to render Alembic's revisions",
                "name the interpreter with --python");
}

std::string digest_of(const fs::path& python, const fs::path& ini,
                      const std::vector<fs::path>& scripts) {
    Sha256 hash;
    hash.field(std::string(alembic_program)).field(python.string()).field(read_file(ini));
    for (const auto& file : scripts) hash.field(file.string()).field(read_file(file));
    return hash.hex();
}

// Empty where the user has no cache folder.
fs::path cache_file(const std::string& digest) {
    const std::string cache = environment("XDG_CACHE_HOME"), home = environment("HOME");
    if (cache.empty() && home.empty()) return {};
    const fs::path base = cache.empty() ? fs::path(home) / ".cache" : fs::path(cache);
    const fs::path folder = base / "migration-targets" / "alembic";
    std::error_code failure;
    fs::create_directories(folder, failure);
    return failure ? fs::path() : folder / (digest + ".json");
}

// Python prints its traceback; the last line says what is wrong.
std::string last_words(const std::string& errors) {
    const auto text = trim(errors);
    const auto line = text.rfind('\n');
    return one_line(line == std::string_view::npos ? text : text.substr(line + 1), 300);
}

std::string render(const fs::path& python, const fs::path& ini) {
    const TemporaryDirectory folder("migration-alembic-");
    const fs::path target = folder.path() / "revisions.json";
    ProgramCall call;
    call.program = python;
    call.arguments = {"-c", std::string(alembic_program), ini.string(), target.string()};
    call.environment = {{"PYTHONDONTWRITEBYTECODE", "1"}, {"PYTHONUTF8", "1"}};
    // No script may reach a server by accident.
    call.without = {"PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE", "PGPASSWORD"};
    call.limit = render_limit;
    const auto result = run_program(call);
    if (result.exit_code == 0 && fs::exists(target)) return read_file(target);
    const std::string words = last_words(result.errors);
    const bool is_missing = words.find("No module named 'alembic'") != std::string::npos;
    throw Error(ErrorKind::usage,
                ini.string() + ": Alembic cannot load the project: " +
                    (words.empty() ? "exit code " + std::to_string(result.exit_code) : words),
                is_missing
                    ? "\"" + python.string() +
                          "\" has no Alembic: name the project's own interpreter with --python"
                    : "the interpreter is \"" + python.string() + "\"; --python names another one");
}

RenderedScript script_from_json(const json& object) {
    RenderedScript script;
    script.sql = object.value("sql", "");
    script.error = object.value("error", "");
    script.line = object.value("line", 0);
    if (!object.contains("sql") && script.error.empty()) script.error = "no SQL";
    return script;
}

std::vector<AlembicRevision> revisions_from_text(const std::string& text) {
    std::vector<AlembicRevision> revisions;
    const json rendered = json::parse(text);
    for (const auto& each : rendered.at("revisions"))
        revisions.push_back({each.at("revision"), fs::path(each.at("path").get<std::string>()),
                             script_from_json(each.at("up")), script_from_json(each.at("down"))});
    return revisions;
}

// Nothing where the file is not there, or is not what this program writes.
std::optional<std::vector<AlembicRevision>> cached(const fs::path& file) {
    if (file.empty() || !fs::exists(file)) return std::nullopt;
    try {
        return revisions_from_text(read_file(file));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace

std::optional<fs::path> find_alembic_ini(const fs::path& directory) {
    constexpr int highest = 5;
    fs::path folder = fs::absolute(directory).lexically_normal();
    for (int i = 0; i < highest && folder.has_relative_path(); ++i, folder = folder.parent_path())
        if (fs::exists(folder / "alembic.ini")) return folder / "alembic.ini";
    return std::nullopt;
}

std::vector<AlembicRevision> render_alembic(const fs::path& ini,
                                            const std::optional<fs::path>& python,
                                            const std::vector<fs::path>& scripts) {
    const fs::path program = interpreter(ini, python);
    const fs::path file = cache_file(digest_of(program, ini, scripts));
    if (auto known = cached(file)) return std::move(*known);
    const std::string text = render(program, ini);
    if (!file.empty()) write_file(file, text);
    return revisions_from_text(text);
}

}  // namespace migration

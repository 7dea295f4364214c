#include "support/arena.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"
#include "postgres/session.hpp"
#include "process/program.hpp"
#include "support/engines.hpp"
#include "support/processes.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

constexpr const char* directory_prefix = "migration-sandbox-";

std::string url_of(const ConnectionSettings& settings) {
    std::string text;
    for (const char* key : {"host", "port", "user", "dbname"})
        text +=
            std::string(text.empty() ? "" : " ") + key + "=" + settings.parameter(key).value_or("");
    return text;
}

std::vector<std::string> containers_of(const std::string& engine, const std::string& project) {
    ProgramCall call;
    call.program = find_program(engine).value();
    call.arguments = {"ps", "--all", "--quiet", "--filter",
                      "label=migration-targets.project=" + project};
    std::vector<std::string> found;
    for (const auto line : split(run_program(call).output, '\n'))
        if (!line.empty()) found.push_back(engine + " container " + std::string(line));
    return found;
}

std::vector<std::string> directories_in(const fs::path& folder) {
    std::vector<std::string> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
        if (entry.path().filename().string().starts_with(directory_prefix))
            found.push_back(entry.path().string());
    return found;
}

std::vector<std::string> processes_with(const std::string& text) {
    std::vector<std::string> found;
    for (const auto& process : process_list())
        if (process.arguments.find(text) != std::string::npos)
            found.push_back("process " + process.arguments);
    return found;
}

void write_set(const fs::path& folder) {
    write_file(folder / "001_items.up.sql",
               "CREATE TABLE IF NOT EXISTS items (id int PRIMARY KEY, name text);\nSELECT "
               "pg_sleep(0.02);\n");
    write_file(folder / "001_items.down.sql", "DROP TABLE IF EXISTS items;\n");
    write_file(folder / "002_index.up.sql",
               "CREATE INDEX IF NOT EXISTS items_name ON items (name);\n");
    write_file(folder / "002_index.down.sql",
               "DROP INDEX IF EXISTS items_name;\nSELECT pg_sleep(0.02);\n");
}

}  // namespace

Arena::Arena(Provider provider, std::optional<ConnectionSettings> external)
    : provider_(provider), external_(std::move(external)), folder_("arena-") {
    fs::permissions(folder_.path(), fs::perms::all);  // root's servers run as somebody else
    fs::create_directory(folder_.path() / "clusters");
    fs::permissions(folder_.path() / "clusters", fs::perms::all);
    write_set(set());
}

std::map<std::string, std::string> Arena::environment() const {
    std::map<std::string, std::string> variables{
        {"XDG_STATE_HOME", (folder_.path() / "state").string()},
        {"MIGRATIONS_SANDBOX_FOLDER", (folder_.path() / "clusters").string()},
        {"MIGRATIONS_SERVER",
         external_ ? url_of(*external_) : std::string(provider_name(provider_))}};
    variables["MIGRATIONS_IMAGE"] = test_image("{version}");
    return variables;
}

std::vector<std::string> Arena::validation(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"validate", set().string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

pid_t Arena::start(const std::vector<std::string>& arguments, const std::string& program) {
    const std::string path = program.empty() ? MIGRATION_TOOL : program;
    std::vector<const char*> words{path.c_str()};
    for (const auto& argument : arguments) words.push_back(argument.c_str());
    words.push_back(nullptr);
    const auto variables = environment();
    const std::string log = (folder_.path() / "output").string();
    const pid_t child = ::fork();
    if (child != 0) return child;
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::setpgid(0, 0);
    for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
    ::execv(path.c_str(), const_cast<char* const*>(words.data()));
    ::_exit(127);
}

std::string Arena::output() const {
    return read_file(folder_.path() / "output");
}

std::vector<std::string> Arena::left_behind() const {
    std::vector<std::string> found = directories_in(folder_.path() / "clusters");
    const auto add = [&](const std::vector<std::string>& more) {
        found.insert(found.end(), more.begin(), more.end());
    };
    add(directories_in(folder_.path() / "state" / "migration-targets"));
    add(processes_with(folder_.path().string()));
    if (provider_ == Provider::docker || provider_ == Provider::podman)
        add(containers_of(std::string(provider_name(provider_)), set().string()));
    if (external_) {
        Session session(*external_);
        const Rows rows = session.rows(
            "SELECT datname FROM pg_database WHERE datname LIKE 'migration\\_sandbox\\_%'");
        for (int i = 0; i < rows.size(); ++i) found.push_back("database " + rows.text(i, 0));
    }
    return found;
}

std::optional<std::chrono::milliseconds> Arena::time_until_clean(std::chrono::seconds limit) const {
    const auto start = std::chrono::steady_clock::now();
    while (!left_behind().empty()) {
        if (std::chrono::steady_clock::now() - start > limit) return std::nullopt;
        ::poll(nullptr, 0, 10);
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 start);
}

int exit_code_of_child(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace migration

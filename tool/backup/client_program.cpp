#include "backup/client_program.hpp"

#include <optional>
#include <regex>
#include <vector>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

using std::filesystem::path;

constexpr const char* folder_variable = "MIGRATIONS_POSTGRES_CLIENT";
constexpr const char* debian_folder = "/usr/lib/postgresql";

std::vector<path> candidates(const std::string& name) {
    if (const auto folder = environment(folder_variable); !folder.empty())
        return {path(folder) / name};
    std::vector<path> found;
    if (const auto program = find_program(name)) found.push_back(*program);
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(debian_folder, none))
        found.push_back(entry.path() / "bin" / name);
    return found;
}

// "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" → 15
std::optional<int> major_of(const path& program) {
    static const std::regex version(R"(\(PostgreSQL\) ([0-9]+))");
    std::error_code none;
    if (!std::filesystem::exists(program, none)) return std::nullopt;
    try {
        const std::string text =
            run_program({program, {"--version"}, {}, true, std::chrono::seconds(10)}).output;
        std::smatch match;
        if (std::regex_search(text, match, version)) return std::stoi(match[1]);
    } catch (const Error& error) {
        if (is_of_signal(error.kind())) throw;
    }
    return std::nullopt;
}

}  // namespace

path client_program(const std::string& name, int server_major) {
    std::vector<std::string> too_old;
    for (const auto& program : candidates(name)) {
        const auto major = major_of(program);
        if (major && *major >= server_major) return program;
        if (major) too_old.push_back(program.string() + " (" + std::to_string(*major) + ")");
    }
    const std::string needed = std::to_string(server_major);
    throw Error(
        ErrorKind::usage,
        too_old.empty()
            ? "\"" + name + "\" was not found"
            : "no \"" + name + "\" of version " + needed + " or newer: " + join(too_old, ", "),
        "install PostgreSQL's client programs of version " + needed + " (postgresql-client-" +
            needed + "), or name their folder with " + folder_variable);
}

}  // namespace migration

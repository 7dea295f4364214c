#include "sandbox/server_binaries.hpp"

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

using std::filesystem::path;

constexpr const char* debian_folder = "/usr/lib/postgresql";

std::string output_of(const path& program, const std::string& argument) {
    try {
        ProgramCall call{program, {argument}, {}, true, std::chrono::seconds(10)};
        return run_program(call).output;
    } catch (const Error& error) {
        if (is_of_signal(error.kind())) throw;  // stopped by us, it has told us nothing
        return "";
    }
}

// Folders that the environment names, in its order.
std::vector<path> named_directories() {
    const char* value = std::getenv(server_folders_variable);
    std::vector<path> folders;
    if (value != nullptr)
        for (const auto folder : split(value, ':'))
            if (!folder.empty()) folders.emplace_back(folder);
    return folders;
}

std::vector<path> candidate_directories(const std::string& given) {
    if (!given.empty()) return {given};
    if (auto named = named_directories(); !named.empty()) return named;
    std::vector<path> found;
    if (const auto config = find_program("pg_config"))
        found.emplace_back(trim(output_of(*config, "--bindir")));
    if (const auto postgres = find_program("postgres"))
        found.push_back(std::filesystem::weakly_canonical(*postgres).parent_path());
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(debian_folder, none))
        found.push_back(entry.path() / "bin");
    return found;
}

// Nothing unless both programs are there and `postgres` tells its version.
std::optional<ServerBinaries> examine(const path& directory) {
    std::error_code none;
    if (!std::filesystem::exists(directory / "initdb", none) ||
        !std::filesystem::exists(directory / "postgres", none))
        return std::nullopt;
    static const std::regex version(R"(\(PostgreSQL\) (([0-9]+)[.0-9a-z]*))");
    const std::string said = output_of(directory / "postgres", "--version");
    std::smatch match;
    if (!std::regex_search(said, match, version)) return std::nullopt;
    return ServerBinaries{std::filesystem::canonical(directory), match[1], std::stoi(match[2])};
}

}  // namespace

std::vector<ServerBinaries> find_server_binaries(const std::string& given) {
    std::vector<ServerBinaries> found;
    std::set<path> seen;
    std::error_code none;
    for (const auto& directory : candidate_directories(given)) {
        if (!seen.insert(std::filesystem::weakly_canonical(directory, none)).second) continue;
        if (auto binaries = examine(directory)) found.push_back(std::move(*binaries));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.major > b.major; });
    return found;
}

std::optional<ServerBinaries> choose_server_binaries(const std::string& given,
                                                     std::optional<int> major) {
    for (auto& binaries : find_server_binaries(given))
        if (!major || binaries.major == *major) return std::move(binaries);
    return std::nullopt;
}

}  // namespace migration

#include "support/pg_dump.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "process/program.hpp"
#include "sandbox/server_binaries.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

// The first that knows the server: the one that is named, the one beside the server, any other of
// the machine.
std::optional<fs::path> find_pg_dump(int major) {
    if (const char* named = std::getenv("MIGRATIONS_PG_DUMP")) return named;
    std::vector<fs::path> folders;
    for (const auto& binaries : find_server_binaries("")) folders.push_back(binaries.directory);
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none))
        folders.push_back(entry.path() / "bin");
    for (const auto& folder : folders) {
        const fs::path program = folder / "pg_dump";
        if (!fs::exists(program)) continue;
        const std::string said = run_program({program, {"--version"}, {}, true, {}}).output;
        const auto version = said.find(") ");
        if (version != std::string::npos && std::atoi(said.c_str() + version + 2) >= major)
            return program;
    }
    return std::nullopt;
}

const std::optional<fs::path>& pg_dump() {
    static const auto found = find_pg_dump(server()->major());
    return found;
}

}  // namespace

bool has_pg_dump() {
    return pg_dump().has_value();
}

std::string dump(const ConnectionSettings& settings) {
    const auto parameter = [&](const char* name) { return settings.parameter(name).value_or(""); };
    ProgramCall call;
    call.program = *pg_dump();
    call.arguments = {"--host",     parameter("host"), "--port",    parameter("port"),
                      "--username", "postgres",        "--no-sync", parameter("dbname")};
    call.limit = std::chrono::seconds(60);
    const ProgramResult result = run_program(call);
    if (result.exit_code != 0) throw Error(ErrorKind::failed, "pg_dump failed: " + result.errors);
    std::string text;
    for (const auto line : split(result.output, '\n'))
        if (!line.empty() && !line.starts_with("--") && !line.starts_with("\\restrict") &&
            !line.starts_with("\\unrestrict"))
            text.append(line).append("\n");
    return text;
}

}  // namespace migration

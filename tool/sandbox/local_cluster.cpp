#include "sandbox/local_cluster.hpp"

#include <cstdlib>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "sandbox/local_host.hpp"
#include "sandbox/server_binaries.hpp"

namespace migration {
namespace {

// A first initdb on a busy machine takes seconds.
constexpr std::chrono::seconds start_limit(120);

std::string where_looked(const std::string& given) {
    if (!given.empty()) return "\"" + given + "\"";
    if (const char* named = std::getenv(server_folders_variable); named != nullptr && *named != '\0')
        return std::string(server_folders_variable) + " (\"" + named + "\")";
    return "pg_config, PATH and /usr/lib/postgresql/*/bin";
}

ServerBinaries binaries_or_throw(const SandboxOptions& options) {
    if (auto found = choose_server_binaries(options.postgres_bin, options.major)) return std::move(*found);
    const std::string what = options.major ? "PostgreSQL " + std::to_string(*options.major) : "PostgreSQL";
    const std::string where = where_looked(options.postgres_bin);
    const std::string package = options.major ? "postgresql-" + std::to_string(*options.major) : "postgresql";
    throw Error(ErrorKind::usage, "no server programs (initdb, postgres) of " + what + " found in " + where,
                "install them, on Debian with 'apt-get install " + package +
                    "', or name their folder with --postgres-bin");
}

}  // namespace

bool local_cluster_available(const SandboxOptions& options) {
    return choose_server_binaries(options.postgres_bin, options.major).has_value();
}

LocalCluster::LocalCluster(const SandboxOptions& options) {
    const ServerBinaries binaries = binaries_or_throw(options);
    version_ = binaries.version;
    major_ = binaries.major;
    ProgramCall call;
    call.program = own_program();
    call.arguments = {std::string(sandbox_host_command), binaries.directory.string(), binaries.version};
    host_.emplace(call);
    const auto answer = host_->read_line(start_limit);
    check_interrupt();
    if (!answer) throw Error(ErrorKind::failed, "the sandbox's helper process ended without an answer");
    const std::string_view text(*answer);
    if (!text.starts_with("ready ")) {
        std::string message(text);
        while (const auto line = host_->read_line(std::chrono::seconds(1))) message += "\n" + *line;
        throw Error(ErrorKind::failed, "the sandbox did not start: " + message);
    }
    directory_ = text.substr(6);
}

ConnectionSettings LocalCluster::settings() const {
    return ConnectionSettings()
        .with("host", directory_)
        .with("port", "5432")
        .with("user", "postgres")
        .with("dbname", "postgres")
        .with("options", "")
        .with("sslmode", "disable")
        .with("gssencmode", "disable");
}

}  // namespace migration

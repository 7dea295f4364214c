#include "support/replicating_server.hpp"

#include <filesystem>

#include "base/file.hpp"
#include "support/local_request.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

void write_program(const fs::path& path, const std::string& command) {
    write_file(path, "#!/bin/sh\nexec " + command + "\n");
    fs::permissions(path, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                              fs::perms::others_read | fs::perms::others_exec);
}

// Server programs that add settings of their own: the server takes the last of each. The folder
// stays where it is, for initialised data is kept by the programs' path.
std::string programs() {
    const auto found = choose_server_binaries("", std::nullopt);
    const fs::path folder =
        own_program().parent_path() / ("replicating-server-" + std::to_string(found.value().major));
    fs::create_directories(folder);
    const std::string real = found.value().directory.string();
    write_program(folder / "initdb", "\"" + real + "/initdb\" \"$@\"");
    write_program(folder / "postgres",
                  "\"" + real +
                      "/postgres\" \"$@\" ${2:+-c wal_level=logical -c max_wal_senders=8 "
                      "-c max_replication_slots=8 -c max_prepared_transactions=8}");
    return folder.string();
}

}  // namespace

const Sandbox& replicating_server() {
    static const Sandbox sandbox(find_local_request(programs()).value());
    return sandbox;
}

}  // namespace migration

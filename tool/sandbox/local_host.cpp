#include "sandbox/local_host.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "process/program.hpp"
#include "sandbox/cluster_directory.hpp"
#include "sandbox/initialised_data.hpp"
#include "sandbox/unprivileged_user.hpp"

namespace migration {
namespace {

using namespace std::chrono_literals;

constexpr auto ready_limit = 60s;

// Fast to start and to change, and safe to lose: nothing here survives the helper.
ProgramCall server_call(const std::string& bin, const ClusterDirectory& directory) {
    const std::string data = directory.data().string();
    ProgramCall call;
    call.program = bin + "/postgres";
    call.arguments = {"-D", data, "-k", directory.path().string(), "-h", ""};
    for (const char* setting :
         {"port=5432", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
          "jit=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=512MB", "checkpoint_timeout=1h",
          "unix_socket_permissions=0700", "max_connections=100", "max_locks_per_transaction=512",
          "timezone=UTC", "log_timezone=UTC", "logging_collector=off", "log_destination=stderr",
          "lc_messages=C"}) {
        call.arguments.insert(call.arguments.end(), {"-c", setting});
    }
    call.environment = {{"PGDATA", data}, {"LC_ALL", "C.UTF-8"}};
    return call;
}

void wait_until_ready(Daemon& server, const ClusterDirectory& directory) {
    const auto deadline = std::chrono::steady_clock::now() + ready_limit;
    while (!directory.server_is_ready()) {
        if (!server.running()) throw Error(ErrorKind::failed, "the server ended\n" + directory.log_tail());
        if (std::chrono::steady_clock::now() > deadline)
            throw Error(ErrorKind::failed, "the server was not ready in time\n" + directory.log_tail());
        ::poll(nullptr, 0, 2);
    }
}

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

// Until our standard input ends, the server ends, or somebody asks us to.
void watch(Daemon& server) {
    while (server.running() && interrupt_signal() == 0) {
        pollfd waits[2] = {{STDIN_FILENO, POLLIN, 0}, {interrupt_descriptor(), POLLIN, 0}};
        if (::poll(waits, 2, 200) <= 0) continue;
        char byte = 0;
        if (waits[0].revents != 0 && ::read(STDIN_FILENO, &byte, 1) <= 0) return;
    }
}

void host(const std::string& bin, const std::string& version) {
    const std::filesystem::path cache = prepare_cache_folder();
    become_unprivileged();
    ClusterDirectory::sweep();
    ClusterDirectory directory;
    provide_data(bin, version, cache, directory.data());
    Daemon server(server_call(bin, directory), directory.log(), SIGQUIT);
    wait_until_ready(server, directory);
    say("ready " + directory.path().string());
    watch(server);
    server.stop(SIGQUIT, 5s);
}

}  // namespace

void become_sandbox_host_if_asked(int argc, char** argv) {
    if (argc != 4 || argv[1] != sandbox_host_command) return;
    // Leave the starter's process tree and session: whoever ends that tree must not end us.
    if (::fork() != 0) ::_exit(0);
    ::setsid();
    ::prctl(PR_SET_NAME, "migration-host");
    std::signal(SIGHUP, SIG_IGN);
    catch_interrupts();
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(null, STDERR_FILENO);
    [[maybe_unused]] const int moved = ::chdir("/");
    try {
        host(argv[2], argv[3]);
    } catch (const std::exception& error) {
        say(error.what());
    }
    std::fclose(stdout);
    ::_exit(0);
}

}  // namespace migration

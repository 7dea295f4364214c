#include <poll.h>

#include <chrono>
#include <csignal>
#include <fstream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "process/program.hpp"
#include "sandbox/hosted_server.hpp"
#include "sandbox/initialised_data.hpp"
#include "sandbox/server_settings.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;

// A throw-away cluster on this machine: Unix socket only, private directory.
class LocalServer : public HostedServer {
public:
    LocalServer(const SandboxRequest& request, SandboxDirectory& directory,
                std::filesystem::path cache)
        : request_(request), directory_(directory), cache_(std::move(cache)) {}

    SandboxAnswer start(const std::function<void()>& check_wanted) override {
        const std::string folder = directory_.path().string();
        directory_.lease.place = folder;
        directory_.lease.connect_command = "psql -h " + folder + " -U postgres";
        directory_.write_lease();
        provide_data(request_.postgres_bin, request_.version, cache_, directory_.data());
        server_.emplace(call(), directory_.log(), SIGQUIT);
        wait_until_ready(check_wanted);
        return {{{"host", folder},
                 {"port", "5432"},
                 {"user", "postgres"},
                 {"dbname", "postgres"},
                 {"options", ""},
                 {"sslmode", "disable"},
                 {"gssencmode", "disable"}},
                request_.version,
                folder,
                directory_.lease.connect_command,
                ""};
    }

    bool running() override { return server_ && server_->running(); }
    std::string log_tail() const override { return directory_.log_tail(); }
    bool stop() noexcept override {
        if (server_) server_->stop(SIGQUIT, std::chrono::seconds(5));
        return true;
    }

private:
    ProgramCall call() const {
        const std::string data = directory_.data().string();
        ProgramCall call;
        call.program = request_.postgres_bin + "/postgres";
        call.arguments = {"-D", data, "-k", directory_.path().string(), "-h", ""};
        add_server_settings(call.arguments);
        for (const char* setting :
             {"port=5432", "wal_level=minimal", "max_wal_senders=0", "unix_socket_permissions=0700",
              "logging_collector=off", "log_destination=stderr"})
            call.arguments.insert(call.arguments.end(), {"-c", setting});
        call.environment = {{"PGDATA", data}, {"LC_ALL", "C.UTF-8"}};
        return call;
    }

    void wait_until_ready(const std::function<void()>& check_wanted) {
        const auto deadline = Clock::now() + std::chrono::seconds(request_.start_limit);
        while (!is_ready()) {
            if (!server_->running())
                throw Error(ErrorKind::failed, "the server ended\n" + log_tail());
            if (Clock::now() > deadline)
                throw Error(ErrorKind::failed, "the server was not ready within " +
                                                   counted(request_.start_limit, "second") + "\n" +
                                                   log_tail());
            check_wanted();
            ::poll(nullptr, 0, start_poll_milliseconds);
        }
    }

    // Line 8 of postmaster.pid is the server's status (PostgreSQL: src/include/utils/pidfile.h).
    bool is_ready() const {
        std::ifstream file(directory_.data() / "postmaster.pid");
        std::string line;
        for (int number = 1; number <= 8; ++number)
            if (!std::getline(file, line)) return false;
        return trim(line) == "ready";
    }

    SandboxRequest request_;
    SandboxDirectory& directory_;
    std::filesystem::path cache_;
    std::optional<Daemon> server_;
};

}  // namespace

std::unique_ptr<HostedServer> host_locally(const SandboxRequest& request,
                                           SandboxDirectory& directory,
                                           const std::filesystem::path& cache) {
    return std::make_unique<LocalServer>(request, directory, cache);
}

}  // namespace migration

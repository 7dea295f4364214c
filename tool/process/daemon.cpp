#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "process/launch.hpp"

namespace migration {
namespace {

// Runs in the child between fork and exec. The parent may have died before prctl took effect: then
// it goes too.
struct DeathSignal {
    int signal;
    pid_t parent;

    template <typename Launcher>
    boost::system::error_code on_exec_setup(Launcher&, const process::filesystem::path&,
                                            const char* const*&) {
        ::prctl(PR_SET_PDEATHSIG, signal);
        if (::getppid() != parent) ::_exit(1);
        return {};
    }
};

}  // namespace

struct Daemon::State {
    asio::io_context context;
    std::optional<process::process> child;
};

Daemon::Daemon(const ProgramCall& call, const std::filesystem::path& log, int death_signal)
    : state_(std::make_unique<State>()) {
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) throw Error(ErrorKind::usage, log.string() + ": cannot write the server's log");
    state_->child.emplace(launch(state_->context, call, process::process_stdio{nullptr, file, file},
                                 DeathSignal{death_signal, ::getpid()}));
    ::close(file);
}

Daemon::~Daemon() {
    stop(SIGQUIT, std::chrono::seconds(5));
}

int Daemon::pid() const {
    return state_->child->id();
}

bool Daemon::running() {
    boost::system::error_code ignored;
    return state_->child && state_->child->running(ignored);
}

void Daemon::stop(int signal, std::chrono::milliseconds limit) {
    if (!state_->child) return;
    boost::system::error_code ignored;
    const auto deadline = std::chrono::steady_clock::now() + limit;
    if (running()) ::kill(pid(), signal);
    while (running() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    if (running()) state_->child->terminate(ignored);
    state_->child->wait(ignored);
    state_->child.reset();
}

}  // namespace migration

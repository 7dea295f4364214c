#include "sandbox/sandbox_host.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "sandbox/hosted_server.hpp"
#include "sandbox/leftovers.hpp"
#include "sandbox/user_folders.hpp"

namespace migration {
namespace {

void say(const std::string& text) {
    std::fputs((text + "\n").c_str(), stdout);
    std::fflush(stdout);
}

// What our starter says on our standard input, without ever waiting longer than asked.
class Orders {
public:
    bool has_ended() const { return ended_; }

    // The next line, if there is one within that time.
    std::optional<std::string> next(int milliseconds) {
        for (;;) {
            if (const auto end = text_.find('\n'); end != std::string::npos) {
                std::string line = text_.substr(0, end);
                text_.erase(0, end + 1);
                return line;
            }
            pollfd waits[2] = {{ended_ ? -1 : STDIN_FILENO, POLLIN, 0},
                               {interrupt_descriptor(), POLLIN, 0}};
            if (::poll(waits, 2, milliseconds) <= 0 || waits[0].revents == 0) return std::nullopt;
            char chunk[4096];
            const auto got = ::read(STDIN_FILENO, chunk, sizeof chunk);
            if (got <= 0) ended_ = true;
            if (got <= 0) return std::nullopt;
            text_.append(chunk, static_cast<std::size_t>(got));
        }
    }

    // Throws when nobody needs us any more.
    void check_wanted() {
        std::string later;
        while (auto line = next(0)) later += *line + "\n";
        text_ = later + text_;
        if (ended_ || interrupt_signal() != 0)
            throw Error(ErrorKind::terminated, "nobody waits for the server");
    }

private:
    std::string text_;
    bool ended_ = false;
};

std::unique_ptr<HostedServer> make_server(const SandboxRequest& request,
                                          SandboxDirectory& directory,
                                          const std::filesystem::path& cache) {
    switch (request.provider) {
        case Provider::local:
            return host_locally(request, directory, cache);
        case Provider::external:
            return host_on_external_server(request, directory);
        default:
            return host_in_container(request, directory);
    }
}

void say_log(const HostedServer& server) {
    const std::string log = redact(server.log_tail());
    if (!log.empty())
        for (const auto line : split(log, '\n'))
            say((line.starts_with('.') ? "." : "") + std::string(line));
    say(".");
}

void hush() {
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(null, STDOUT_FILENO);
    ::close(null);
}

// Until our starter ends, or somebody asks us to end. A server that ended by itself stays in our
// hands: its log may be wanted.
void serve(Orders& orders, HostedServer& server, SandboxDirectory& directory) {
    constexpr int moment = 1000;
    const auto is_wanted = [&] {
        return !orders.has_ended() || (directory.lease.kept && server.running());
    };
    while (interrupt_signal() == 0 && is_wanted()) {
        const auto order = orders.next(moment);
        if (order == "log") say_log(server);
        if (order == "keep") {
            directory.lease.kept = true;
            directory.write_lease();
            hush();  // our starter waits for the end of what we say
        }
    }
}

// In a process of its own, before we hold anything that it would hold, too.
void sweep_beside_us() {
    if (::fork() != 0) return;
    ::close(STDIN_FILENO);
    hush();
    try {
        sweep_abandoned();
    } catch (const std::exception&) {
        // The next run tries again.
    }
    ::_exit(0);
}

void host() {
    Orders orders;
    const auto line = orders.next(-1);
    if (!line) return;
    const SandboxRequest request = request_from_line(*line);
    sweep_beside_us();
    std::filesystem::path cache;
    if (request.provider == Provider::local) {
        cache = prepare_cache_folder();
        become_unprivileged();
        clear_environment_for_server();
    }
    SandboxDirectory directory(request.provider);
    directory.lease.set = request.set;
    directory.lease.project = request.project;
    const auto server = make_server(request, directory, cache);
    try {
        const auto answer = server->start([&] { orders.check_wanted(); });
        directory.lease.ready = true;
        directory.write_lease();
        say(answer_to_line(answer));
        serve(orders, *server, directory);
    } catch (const Error& error) {
        say(failure_to_line({error.kind(), redact(error.what()), error.hint()}));
    } catch (const std::exception& error) {
        say(failure_to_line({ErrorKind::failed, error.what()}));
    }
    if (!server->stop()) directory.leave_for_sweep();
}

}  // namespace

void become_sandbox_host_if_asked(int argc, char** argv) {
    if (argc != 2 || argv[1] != sandbox_host_command) return;
    // Leave the starter's process tree and session: whoever ends that tree must not end us.
    if (::fork() != 0) ::_exit(0);
    ::setsid();
    ::close_range(3, ~0U, 0);  // what our starter's own starter left open
    ::prctl(PR_SET_NAME, "migration-host");
    std::signal(SIGHUP, SIG_IGN);
    catch_interrupts();
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(null, STDERR_FILENO);
    [[maybe_unused]] const int moved = ::chdir("/");
    try {
        host();
    } catch (const Error& error) {
        say(failure_to_line(error));
    } catch (const std::exception& error) {
        say(failure_to_line({ErrorKind::failed, error.what()}));
    }
    std::fclose(stdout);
    ::_exit(0);
}

}  // namespace migration

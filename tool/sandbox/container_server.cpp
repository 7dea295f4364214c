#include <poll.h>

#include <chrono>
#include <csignal>

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "postgres/session.hpp"
#include "sandbox/container_engine.hpp"
#include "sandbox/container_names.hpp"
#include "sandbox/hosted_server.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t password_bytes = 16;
// Asking an engine for a port takes as long as a tenth of starting a container.
constexpr int port_poll_milliseconds = 50;
constexpr auto stop_limit = 60s;

// A container in the foreground of the engine's own program, whose output is the server's log. That
// program hands signals on to the container, and gets one when we are killed.
class ContainerServer : public HostedServer {
public:
    ContainerServer(const SandboxRequest& request, SandboxDirectory& directory)
        : request_(request),
          directory_(directory),
          engine_(request.provider),
          name_(container_name(directory.token())) {}

    SandboxAnswer start(const std::function<void()>& check_wanted) override {
        const auto facts = engine_.image(request_.image);
        if (!facts)
            throw Error(ErrorKind::failed,
                        engine_.trouble().value_or("no image \"" + request_.image + "\""));
        directory_.lease.where = engine_.choosing_variables();
        directory_.lease.place = engine_.name() + " container " + name_;
        directory_.lease.connect_command =
            engine_.name() + " exec -it " + name_ + " psql -U postgres";
        directory_.write_lease();
        ContainerSpec spec{name_, request_.image, random_hex(password_bytes), {}};
        for (const auto& [key, value] : std::initializer_list<std::pair<const char*, std::string>>{
                 {label_of_token, directory_.token()},
                 {label_of_set, request_.set},
                 {label_of_project, request_.project},
                 {label_of_owner, std::to_string(directory_.lease.helper)},
                 {label_of_start, directory_.lease.started}})
            spec.labels.emplace_back(key, value);
        deadline_ = Clock::now() + std::chrono::seconds(request_.start_limit);
        program_.emplace(engine_.run_call(spec, *facts), directory_.log(), SIGINT);
        return wait_until_ready(spec.password, check_wanted);
    }

    bool running() override { return program_ && program_->running(); }
    std::string log_tail() const override { return directory_.log_tail(); }

    // The container may be only about to be made: as long as the engine's program runs there may be
    // one.
    bool stop() noexcept override {
        if (!program_) return true;
        const auto deadline = Clock::now() + stop_limit;
        try {
            while (Clock::now() < deadline) {
                const bool ended = !program_->running();
                if (engine_.remove(name_) && ended) return true;
                ::poll(nullptr, 0, start_poll_milliseconds);
            }
        } catch (const std::exception&) {
            // An engine that does not answer: the next sweep tries again.
        }
        return false;
    }

private:
    void check(const std::function<void()>& check_wanted) {
        if (!program_->running())
            throw Error(ErrorKind::failed, "the container of image \"" + request_.image +
                                               "\" ended before its server was ready\n" +
                                               log_tail());
        if (Clock::now() > deadline_)
            throw Error(ErrorKind::failed,
                        "the server of image \"" + request_.image + "\" was not ready within " +
                            counted(request_.start_limit, "second") + "\n" + log_tail());
        check_wanted();
    }

    SandboxAnswer wait_until_ready(const std::string& password,
                                   const std::function<void()>& check_wanted) {
        std::optional<std::string> port;
        while (!(port = engine_.published_port(name_))) {
            check(check_wanted);
            ::poll(nullptr, 0, port_poll_milliseconds);
        }
        const ConnectionParameters connection{
            {"host", engine_.address()}, {"port", *port},           {"user", "postgres"},
            {"password", password},      {"dbname", "postgres"},    {"options", ""},
            {"sslmode", "prefer"},       {"gssencmode", "disable"}, {"connect_timeout", "5"}};
        for (;; ::poll(nullptr, 0, start_poll_milliseconds)) {
            check(check_wanted);
            try {
                return answer(connection);
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::unreachable) throw;
            }
        }
    }

    // A real query over TCP: an image that starts a first server to set itself up offers that none.
    SandboxAnswer answer(const ConnectionParameters& connection) const {
        Session session(ConnectionSettings().with(connection));
        session.rows("SELECT 1");
        return {connection, session.server_version_text(), directory_.lease.place,
                directory_.lease.connect_command, ""};
    }

    SandboxRequest request_;
    SandboxDirectory& directory_;
    ContainerEngine engine_;
    std::string name_;
    std::optional<Daemon> program_;
    Clock::time_point deadline_;
};

}  // namespace

std::unique_ptr<HostedServer> host_in_container(const SandboxRequest& request,
                                                SandboxDirectory& directory) {
    return std::make_unique<ContainerServer>(request, directory);
}

}  // namespace migration

#include "support/pgbouncer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "base/environment.hpp"
#include "support/server.hpp"
#include "support/server_user.hpp"

namespace migration {
namespace {

int free_port() {
    const int end = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(end, reinterpret_cast<const sockaddr*>(&address), size);
    ::getsockname(end, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(end);
    return ::ntohs(address.sin_port);
}

std::string configuration(const std::string& mode, int port) {
    const auto settings = server()->settings();
    return "[databases]\n* = host=" + settings.parameter("host").value() +
           " port=" + settings.parameter("port").value() +
           "\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " + std::to_string(port) +
           "\nunix_socket_dir =\nauth_type = trust\nauth_file = users\npool_mode = " + mode +
           "\nmax_client_conn = 500\ndefault_pool_size = 60\nserver_reset_query = DISCARD ALL\n";
}

bool answers(int port) {
    try {
        Session session(
            server()->settings().with({{"host", "127.0.0.1"}, {"port", std::to_string(port)}}));
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

bool PgBouncer::is_there() {
    return !environment("MIGRATIONS_PGBOUNCER").empty();
}

PgBouncer::PgBouncer(const std::string& mode) : folder_("pgbouncer"), port_(free_port()) {
    namespace fs = std::filesystem;
    const fs::path root = environment("MIGRATIONS_PGBOUNCER");
    const auto user = server()->settings().parameter("user").value();
    write_file(folder_.path() / "pgbouncer.ini", configuration(mode, port_));
    write_file(folder_.path() / "users", "\"" + user + "\" \"\"\n");
    const auto call = as_server_user((root / "usr/sbin/pgbouncer").string(), {"pgbouncer.ini"});
    open_for_server_user(folder_.path());
    const fs::path before = fs::current_path();
    fs::current_path(folder_.path());
    const std::string libraries = (root / "usr/lib/x86_64-linux-gnu").string();
    process_ = std::make_unique<Child>(
        call.program, call.arguments,
        std::map<std::string, std::string>{{"LD_LIBRARY_PATH", libraries}}, folder_.path() / "log");
    fs::current_path(before);
    for (int tries = 0; !answers(port_); ++tries) {
        if (tries > 200 || !process_->running())
            throw std::runtime_error("no PgBouncer: " + process_->output());
        ::poll(nullptr, 0, 50);
    }
}

}  // namespace migration

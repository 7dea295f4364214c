#include "support/own_server.hpp"

#include <poll.h>

#include <csignal>
#include <stdexcept>

#include "postgres/session.hpp"
#include "support/local_request.hpp"
#include "support/server_user.hpp"

namespace migration {
namespace {

bool answers(const ConnectionSettings& settings) {
    try {
        Session session(settings);
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

OwnServer::OwnServer()
    : folder_("own-server-"),
      settings_("host=" + folder_.path().string() + " port=5432 user=postgres dbname=postgres") {
    open_for_server_user(folder_.path());
    const auto call = as_server_user(
        program("initdb"),
        {"--pgdata=" + (folder_.path() / "data").string(), "--username=postgres", "--auth=trust"});
    Child initdb(call.program, call.arguments, {}, folder_.path() / "initdb.log");
    if (initdb.exit_code() != 0) throw std::runtime_error(initdb.output());
    start();
}

OwnServer::~OwnServer() {
    if (process_ && process_->running()) stop(SIGQUIT);
}

std::string OwnServer::program(const char* name) const {
    return find_local_request().value().postgres_bin + "/" + name;
}

void OwnServer::stop(int signal) {
    process_->kill(signal);
    process_->exit_code();
}

void OwnServer::start() {
    const auto call = as_server_user(
        program("postgres"),
        {"-D", (folder_.path() / "data").string(), "-k", folder_.path().string(), "-h", ""});
    process_ = std::make_unique<Child>(
        call.program, call.arguments, std::map<std::string, std::string>{}, folder_.path() / "log");
    for (int tries = 0; !answers(settings_); ++tries) {
        if (tries > 600 || !process_->running()) throw std::runtime_error(process_->output());
        ::poll(nullptr, 0, 50);
    }
}

}  // namespace migration

#include "base/error.hpp"
#include "base/text.hpp"
#include "postgres/session.hpp"
#include "sandbox/external_databases.hpp"
#include "sandbox/hosted_server.hpp"

namespace migration {
namespace {

// Databases of our own on a server that somebody else runs.
class ExternalServer : public HostedServer {
public:
    ExternalServer(const SandboxRequest& request, SandboxDirectory& directory)
        : request_(request), directory_(directory) {}

    SandboxAnswer start(const std::function<void()>&) override {
        ConnectionParameters connection;
        for (const auto& [key, value] : request_.connection)
            if (key != "application_name") connection.emplace_back(key, value);
        connection.emplace_back("application_name", external_application(directory_.token()));
        settings_ = settings_.with(connection);
        write_lease(connection);
        session_.emplace(settings_);
        require_create_database();
        sweep_external_databases(*session_);
        const std::string main = external_prefix(directory_.token()) + "main";
        session_->command("CREATE DATABASE " + quote_identifier(main));
        for (auto& [key, value] : connection)
            if (key == "dbname") value = main;
        if (!settings_.parameter("dbname")) connection.emplace_back("dbname", main);
        return {connection, session_->server_version_text(), directory_.lease.place,
                directory_.lease.connect_command, external_prefix(directory_.token())};
    }

    bool running() override { return session_ && session_->connected(); }
    std::string log_tail() const override { return ""; }

    bool stop() noexcept override {
        try {
            if (!session_) return true;
            if (!session_->connected()) session_.emplace(settings_);
            return drop_external_databases(*session_, directory_.token());
        } catch (const std::exception&) {
            return false;  // the next run on that server does it
        }
    }

private:
    void write_lease(const ConnectionParameters& connection) {
        // What a service file knows stays there: those databases are left to the next run on that
        // server.
        if (!settings_.parameter("service"))
            for (const auto& [key, value] : connection)
                if (is_address_keyword(key)) directory_.lease.where.emplace_back(key, value);
        directory_.lease.place = "server " + settings_.shown();
        const auto part = [&](const char* option, const char* key) {
            const auto value = settings_.parameter(key);
            return value && !value->empty() ? std::string(" ") + option + " " + *value : "";
        };
        directory_.lease.connect_command =
            "psql" + part("-h", "host") + part("-p", "port") + part("-U", "user");
        directory_.write_lease();
    }

    void require_create_database() {
        const Rows rows = session_->rows(
            "SELECT r.rolcreatedb OR r.rolsuper, r.rolname FROM pg_catalog.pg_roles AS r "
            "WHERE r.rolname = session_user");
        if (!rows.is_true(0, 0))
            throw Error(ErrorKind::usage,
                        "role \"" + rows.text(0, 1) + "\" may not create databases on \"" +
                            settings_.shown() + "\"",
                        "ALTER ROLE " + quote_identifier(rows.text(0, 1)) + " CREATEDB");
    }

    SandboxRequest request_;
    SandboxDirectory& directory_;
    ConnectionSettings settings_;
    std::optional<Session> session_;
};

}  // namespace

std::unique_ptr<HostedServer> host_on_external_server(const SandboxRequest& request,
                                                      SandboxDirectory& directory) {
    return std::make_unique<ExternalServer>(request, directory);
}

}  // namespace migration

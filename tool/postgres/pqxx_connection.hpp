#pragma once

// The one place where libpqxx 6 and 7 differ: how libpqxx takes over an open libpq connection.

#include <libpq-fe.h>

#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "postgres/session.hpp"

namespace migration {

#if PQXX_VERSION_MAJOR < 7

// Hands over a connection that is already open, and never opens another: a lost session must not
// come back silently as a new one without its transaction and settings.
class GivenConnection : public pqxx::connectionpolicy {
public:
    explicit GivenConnection(const std::string& options) : pqxx::connectionpolicy(options) {}

    handle do_startconnect(handle connection) override {
        return connection != nullptr ? connection : std::exchange(given, nullptr);
    }
    handle do_completeconnect(handle connection) override { return connection; }
    handle do_dropconnect(handle connection) noexcept override { return connection; }
    handle do_disconnect(handle connection) noexcept override {
        PQfinish(reinterpret_cast<PGconn*>(connection));
        return nullptr;
    }
    bool is_ready(handle connection) const noexcept override { return connection != nullptr; }

    static inline thread_local handle given = nullptr;
};

using PqxxConnection = pqxx::basic_connection_base<GivenConnection>;

inline std::unique_ptr<PqxxConnection> adopt(PGconn* connection) {
    GivenConnection::given = reinterpret_cast<GivenConnection::handle>(connection);
    auto adopted = std::make_unique<PqxxConnection>("");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    adopted->inhibit_reactivation(true);  // gone in 7, where it is how things are
#pragma GCC diagnostic pop
    return adopted;
}

inline pqxx::result execute(pqxx::nontransaction& work, const std::string& sql,
                            const std::vector<Session::Parameter>& parameters) {
    if (parameters.empty()) return work.exec(sql);
    std::vector<const char*> values;
    values.reserve(parameters.size());
    for (const auto& parameter : parameters)
        values.push_back(parameter ? parameter->c_str() : nullptr);
    return work.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
}

#else

using PqxxConnection = pqxx::connection;

inline std::unique_ptr<PqxxConnection> adopt(PGconn* connection) {
    return std::make_unique<PqxxConnection>(pqxx::connection::seize_raw_connection(connection));
}

inline pqxx::result execute(pqxx::nontransaction& work, const std::string& sql,
                            const std::vector<Session::Parameter>& parameters) {
    if (parameters.empty()) return work.exec(sql);
    pqxx::params values;
    for (const auto& parameter : parameters) values.append(parameter);
    return work.exec_params(sql, values);
}

#endif

}  // namespace migration

#include "sandbox/start_server.hpp"

#include "base/text.hpp"

namespace migration {
namespace {

// What the engine or the server said last: the cause, as a rule.
std::string last_line(const std::string& text) {
    const auto end = text.rfind('\n');
    return one_line(end == std::string::npos ? text : text.substr(end + 1), 200);
}

}  // namespace

StartedServer start_server(ServerWish wish, ChosenServer chosen) {
    for (;;) {
        try {
            auto sandbox = std::make_unique<Sandbox>(chosen.request);
            return {std::move(chosen), std::move(sandbox)};
        } catch (const Error& error) {
            const auto provider = chosen.request.provider;
            if (error.kind() != ErrorKind::failed || !chosen.automatic || provider == Provider::local) throw;
            wish.unusable[provider] = chosen.name + " did not start (" + last_line(error.what()) + ")";
            wish.versions.clear();
            if (chosen.request.major) wish.versions = {*chosen.request.major};
            ServerChoice next = choose_servers(wish);
            if (next.none) throw;
            chosen = std::move(next.servers.front());
        }
    }
}

}  // namespace migration

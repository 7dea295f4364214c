#include "sandbox/start_server.hpp"

#include "base/text.hpp"

namespace migration {

StartedServer start_server(ServerWish wish, ChosenServer chosen) {
    for (;;) {
        try {
            auto sandbox = std::make_unique<Sandbox>(chosen.request);
            return {std::move(chosen), std::move(sandbox)};
        } catch (const Error& error) {
            const auto provider = chosen.request.provider;
            if (error.kind() != ErrorKind::failed || !chosen.automatic ||
                provider == Provider::local)
                throw;
            // What the engine or the server said last is the cause, as a rule.
            wish.unusable[provider] =
                chosen.name + " did not start (" + one_line(last_line(error.what()), 200) + ")";
            wish.versions.clear();
            if (chosen.request.major) wish.versions = {*chosen.request.major};
            ServerChoice next = choose_servers(wish);
            if (next.none) throw;
            chosen = std::move(next.servers.front());
        }
    }
}

}  // namespace migration

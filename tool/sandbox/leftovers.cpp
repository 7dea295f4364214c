#include "sandbox/leftovers.hpp"

#include <poll.h>
#include <signal.h>

#include "base/error.hpp"
#include "sandbox/container_engine.hpp"
#include "sandbox/container_names.hpp"
#include "sandbox/external_databases.hpp"
#include "sandbox/user_folders.hpp"

namespace migration {
namespace {

// A container can come to be a moment after the process that ordered it has died.
bool may_still_come(const FoundSandbox& found) {
    return found.is_young() && !found.lease()->ready;
}

bool remove_container(const FoundSandbox& found) {
    const Lease& lease = *found.lease();
    const ContainerEngine engine(lease.provider, lease.where);
    const std::string name = container_name(lease.token);
    const auto token = engine.label(name, label_of_token);
    if (!token) return false;
    if (token == lease.token) return engine.remove(name);
    return !may_still_come(found);
}

bool remove_databases(const Lease& lease) {
    if (lease.where.empty())
        return true;  // nobody knows the way: the next run on that server does it
    Session session(ConnectionSettings().with(lease.where));
    return drop_external_databases(session, lease.token);
}

bool remove_server(const FoundSandbox& found) {
    if (!found.lease() || found.lease()->provider == Provider::local) return true;
    try {
        return found.lease()->provider == Provider::external ? remove_databases(*found.lease())
                                                             : remove_container(found);
    } catch (const Error& error) {
        if (is_of_signal(error.kind())) throw;
        return false;
    }
}

Removal remove_abandoned(const FoundSandbox& found) {
    if (!remove_server(found)) return may_still_come(found) ? Removal::in_use : Removal::failed;
    std::error_code failure;
    std::filesystem::remove_all(found.path(), failure);
    return failure ? Removal::failed : Removal::removed;
}

// Its helper holds the lease, so the process id is still the helper's; it ends its server when
// asked.
Removal end_kept(const FoundSandbox& found) {
    constexpr int tries = 1000;
    if (::kill(found.lease()->helper, SIGTERM) != 0) return Removal::failed;
    for (int i = 0; i < tries && std::filesystem::exists(found.path()); ++i) ::poll(nullptr, 0, 10);
    return std::filesystem::exists(found.path()) ? Removal::failed : Removal::removed;
}

}  // namespace

void sweep_abandoned() {
    for (const auto& found : find_sandboxes())
        if (found.is_free()) remove_abandoned(found);
    as_server_user([] {
        for (const auto& found : find_clusters())
            if (found.is_free()) remove_abandoned(found);
        return std::string();
    });
}

Removal remove_leftover(const FoundSandbox& found) {
    if (found.is_free()) return remove_abandoned(found);
    const bool kept =
        found.lease() && found.lease()->kept && found.lease()->pid_namespace == own_pid_namespace();
    return kept ? end_kept(found) : Removal::in_use;
}

}  // namespace migration

#include "apply/proof.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace migration {

void require_validated_server(const Source& source, const Session& session, bool allow) {
    if (allow || !source.manifest || source.manifest->server(session.server_major()) != nullptr)
        return;
    std::string validated;
    for (const auto& server : source.manifest->servers)
        validated += (validated.empty() ? "" : ", ") + server.version;
    throw Error(ErrorKind::mismatch,
                "set \"" + source.identity.name + "\" was not validated on PostgreSQL " +
                    std::to_string(session.server_major()) + ", only on " + validated,
                "validate it on that version too (POSTGRES_VERSIONS), or accept the risk with "
                "--allow-unvalidated-server");
}

void require_unchanged(const std::vector<LedgerRow>& decided_on,
                       const std::vector<LedgerRow>& now) {
    const bool same = std::equal(decided_on.begin(), decided_on.end(), now.begin(), now.end(),
                                 [](const auto& a, const auto& b) {
                                     return a.version == b.version && a.checksum == b.checksum &&
                                            a.incomplete == b.incomplete && a.stamp == b.stamp;
                                 });
    if (!same)
        throw Error(ErrorKind::lock_busy, "another runner has changed the ledger in the meantime",
                    "run the command again");
}

std::string expected_fingerprint(const Source& source, const Session& session,
                                 const std::string& version) {
    return source.manifest ? source.manifest->fingerprint_after(session.server_major(), version)
                           : "";
}

}  // namespace migration

#include "apply/protected_database.hpp"

#include "base/error.hpp"

namespace migration {

void require_unprotected(Session& session) {
    if (session
            .rows("SELECT coalesce(nullif(pg_catalog.current_setting('migrations.protected', "
                  "true), ''), "
                  "'off')::pg_catalog.bool")
            .is_true(0, 0))
        throw Error(ErrorKind::usage,
                    "database \"" + session.database() + "\" is marked as protected",
                    "to allow 'fresh' and 'restore', switch off the setting migrations.protected");
}

}  // namespace migration

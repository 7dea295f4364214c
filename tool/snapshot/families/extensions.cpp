// Extensions; what belongs to them is theirs.

#include "snapshot/family.hpp"

namespace migration {

const Family extensions_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('extension %I', e.extname),
    NULL,
    pg_catalog.format('CREATE EXTENSION %I SCHEMA %I VERSION %L', e.extname, n.nspname, e.extversion)
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
)sql"};

}  // namespace migration

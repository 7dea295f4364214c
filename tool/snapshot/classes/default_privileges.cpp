// What ALTER DEFAULT PRIVILEGES says for objects to come.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass default_privileges_class{
    "pg_default_acl", nullptr, {{Facet::privileges, R"sql(
SELECT d.oid AS objid,
    format('default privileges of %s on %s%s', {user d.defaclrole},
        CASE d.defaclobjtype
            WHEN 'r' THEN 'tables'
            WHEN 'S' THEN 'sequences'
            WHEN 'f' THEN 'functions'
            WHEN 'T' THEN 'types'
            WHEN 'n' THEN 'schemas'
            WHEN 'L' THEN 'large objects'
            ELSE d.defaclobjtype::text END,
        ' in schema ' || quote_ident(n.nspname)) AS key,
    CASE WHEN n.oid IS NOT NULL THEN format('schema %I', n.nspname) END AS parent,
    coalesce({acl d.defaclacl of d.defaclrole}, 'none') AS definition
FROM pg_default_acl AS d
LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
)sql"}}};

}  // namespace migration

// Foreign data wrappers, servers and user mappings. A password among the options is never told.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass foreign_data_wrappers_class{"pg_foreign_data_wrapper",
                                                     R"sql(
SELECT w.oid AS objid, 0 AS subid, format('foreign data wrapper %I', w.fdwname) AS key,
    NOT {member pg_foreign_data_wrapper w} AS own,
    w.fdwowner AS owner, w.fdwacl AS acl, 'F' AS acl_kind
FROM pg_foreign_data_wrapper AS w
)sql",
                                                     {{Facet::structure, R"sql(
SELECT w.oid AS objid, format('foreign data wrapper %I', w.fdwname) AS key, NULL AS parent,
    concat_ws(' ', format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname),
        CASE WHEN w.fdwhandler <> 0 THEN 'HANDLER ' || w.fdwhandler::regprocedure END,
        CASE WHEN w.fdwvalidator <> 0 THEN 'VALIDATOR ' || w.fdwvalidator::regprocedure END,
        'OPTIONS (' || {list w.fdwoptions} || ')') AS definition
FROM pg_foreign_data_wrapper AS w
WHERE NOT {member pg_foreign_data_wrapper w}
)sql"}}};

extern const ObjectClass foreign_servers_class{"pg_foreign_server",
                                               R"sql(
SELECT s.oid AS objid, 0 AS subid, format('server %I', s.srvname) AS key,
    NOT {member pg_foreign_server s} AS own,
    s.srvowner AS owner, s.srvacl AS acl, 'S' AS acl_kind
FROM pg_foreign_server AS s
)sql",
                                               {{Facet::structure, R"sql(
SELECT s.oid AS objid, format('server %I', s.srvname) AS key,
    format('foreign data wrapper %I', w.fdwname) AS parent,
    concat_ws(' ', format('CREATE SERVER %I', s.srvname),
        'TYPE ' || quote_literal(s.srvtype),
        'VERSION ' || quote_literal(s.srvversion),
        format('FOREIGN DATA WRAPPER %I', w.fdwname),
        'OPTIONS (' || {list s.srvoptions} || ')') AS definition
FROM pg_foreign_server AS s
JOIN pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
WHERE NOT {member pg_foreign_server s}
)sql"}}};

// pg_user_mappings hides the options from whoever may not see them.
extern const ObjectClass user_mappings_class{"pg_user_mapping",
                                             nullptr,
                                             {{Facet::structure, R"sql(
SELECT u.umid AS objid,
    format('user mapping for %s on %I',
        CASE u.umuser WHEN 0 THEN 'public' ELSE {user u.umuser} END, u.srvname) AS key,
    format('server %I', u.srvname) AS parent,
    format('CREATE USER MAPPING SERVER %I', u.srvname)
        || coalesce(' OPTIONS (' || {list u.umoptions} || ')', '') AS definition
FROM pg_user_mappings AS u
)sql"}},
                                             true,
                                             "EXISTS (SELECT FROM pg_user_mappings)"};

}  // namespace migration

// What belongs to the whole server or to the database as one: roles, memberships, settings,
// tablespaces, parameter privileges, replication slots, prepared transactions. Never a password.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass databases_class{"pg_database",
                                         R"sql(
SELECT d.oid AS objid, 0 AS subid, 'database' AS key, d.datname = current_database() AS own,
    d.datdba AS owner, d.datacl AS acl, 'd' AS acl_kind
FROM pg_database AS d
WHERE d.datname = current_database()
)sql",
                                         {{Facet::server, R"sql(
SELECT d.oid AS objid, 'database' AS key, NULL AS parent,
    concat_ws(' ', 'CREATE DATABASE',
        'ENCODING ' || pg_encoding_to_char(d.encoding),
        'LC_COLLATE ' || quote_literal(d.datcollate::text),
        'LC_CTYPE ' || quote_literal(d.datctype::text),
        'CONNECTION LIMIT ' || d.datconnlimit,
        'IS_TEMPLATE ' || d.datistemplate,
        'ALLOW_CONNECTIONS ' || d.datallowconn) AS definition
FROM pg_database AS d
WHERE d.datname = current_database()
)sql"}},
                                         false,
                                         "true"};

extern const ObjectClass settings_class{"pg_db_role_setting",
                                        nullptr,
                                        {{Facet::server, R"sql(
SELECT 0::oid AS objid,
    CASE
        WHEN s.setrole = 0 AND s.setdatabase = 0
            THEN format('setting %s of all roles', split_part(o, '=', 1))
        WHEN s.setrole = 0
            THEN format('setting %s of database', split_part(o, '=', 1))
        WHEN s.setdatabase = 0
            THEN format('setting %s of role %s', split_part(o, '=', 1), {user s.setrole})
        ELSE format('setting %s of role %s in this database',
            split_part(o, '=', 1), {user s.setrole}) END AS key,
    CASE
        WHEN s.setrole = 0 AND s.setdatabase = 0 THEN NULL
        WHEN s.setrole = 0 THEN 'database'
        ELSE 'role ' || {user s.setrole} END AS parent,
    'SET ' || {shown o} AS definition
FROM pg_db_role_setting AS s
CROSS JOIN LATERAL unnest(s.setconfig) AS o
WHERE s.setdatabase = 0
    OR s.setdatabase = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
)sql"}},
                                        false,
                                        "true"};

extern const ObjectClass roles_class{"pg_authid",
                                     R"sql(
SELECT r.oid AS objid, 0 AS subid, format('role %I', r.rolname) AS key, r.oid >= 16384 AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_roles AS r
)sql",
                                     {{Facet::server, R"sql(
SELECT r.oid AS objid, format('role %I', r.rolname) AS key, NULL AS parent,
    concat_ws(' ', format('CREATE ROLE %I', r.rolname),
        CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
        CASE WHEN NOT r.rolinherit THEN 'NOINHERIT' END,
        CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
        CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
        CASE WHEN r.rolcanlogin THEN 'LOGIN' END,
        CASE WHEN r.rolreplication THEN 'REPLICATION' END,
        CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN r.rolconnlimit <> -1 THEN 'CONNECTION LIMIT ' || r.rolconnlimit END,
        {from superuser}
            CASE WHEN (SELECT s.rolpassword IS NOT NULL FROM pg_authid AS s WHERE s.oid = r.oid)
                THEN 'PASSWORD' END
        {else} NULL {end},
        'VALID UNTIL ' || quote_literal(r.rolvaliduntil::text)) AS definition
FROM pg_roles AS r
WHERE r.oid >= 16384
)sql"},
                                      {Facet::server, R"sql(
SELECT m.roleid AS objid, format('membership of %s in %s', {user m.member}, {user m.roleid}) AS key,
    'role ' || {user m.roleid} AS parent,
    string_agg(concat_ws(' ', 'GRANT',
        CASE WHEN m.admin_option THEN 'WITH ADMIN OPTION' END,
        {from 16}
            CASE WHEN NOT m.inherit_option THEN 'WITHOUT INHERIT' END,
            CASE WHEN NOT m.set_option THEN 'WITHOUT SET' END
        {else} NULL {end}), '; ' ORDER BY m.admin_option) AS definition
FROM pg_auth_members AS m
WHERE m.roleid >= 16384 OR m.member >= 16384
GROUP BY m.roleid, m.member
)sql"}},
                                     false,
                                     "EXISTS (SELECT FROM pg_roles WHERE oid >= 16384)"};

extern const ObjectClass tablespaces_class{"pg_tablespace",
                                           R"sql(
SELECT t.oid AS objid, 0 AS subid, format('tablespace %I', t.spcname) AS key, t.oid >= 16384 AS own,
    t.spcowner AS owner, t.spcacl AS acl, 't' AS acl_kind
FROM pg_tablespace AS t
)sql",
                                           {{Facet::server, R"sql(
SELECT t.oid AS objid, format('tablespace %I', t.spcname) AS key, NULL AS parent,
    concat_ws(' ', format('CREATE TABLESPACE %I', t.spcname),
        'WITH (' || {list t.spcoptions} || ')') AS definition
FROM pg_tablespace AS t
WHERE t.oid >= 16384
)sql"}},
                                           false};

extern const ObjectClass parameter_privileges_class{"pg_parameter_acl",
                                                    nullptr,
                                                    {{Facet::server, R"sql(
SELECT p.oid AS objid, format('privileges of parameter %s', p.parname) AS key, NULL AS parent,
    coalesce({acl p.paracl of 10}, 'none') AS definition
FROM pg_parameter_acl AS p
)sql"}},
                                                    false};

extern const ObjectClass replication_slots_class{"pg_replication_slots",
                                                 nullptr,
                                                 {{Facet::server, R"sql(
SELECT 0::oid AS objid, format('replication slot %s', s.slot_name) AS key, NULL AS parent,
    concat_ws(' ', s.slot_type, s.plugin, CASE WHEN s.two_phase THEN 'two phase' END) AS definition
FROM pg_replication_slots AS s
WHERE NOT s.temporary AND (s.database IS NULL OR s.database = current_database())
)sql"}},
                                                 false,
                                                 "true"};

extern const ObjectClass prepared_transactions_class{"pg_prepared_xacts",
                                                     nullptr,
                                                     {{Facet::server, R"sql(
SELECT 0::oid AS objid, format('prepared transaction %s', x.gid) AS key, NULL AS parent,
    'PREPARE TRANSACTION ' || quote_literal(x.gid) AS definition
FROM pg_prepared_xacts AS x
WHERE x.database = current_database()
)sql"}},
                                                     false,
                                                     "true"};

}  // namespace migration

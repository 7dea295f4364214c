// Privileges and their defaults.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> privilege_productions() {
    static constexpr Production list[] = {
        {5,
         "GRANT {SELECT|INSERT, UPDATE|ALL|TRIGGER} ON {relation} TO {grantee}{| WITH GRANT "
         "OPTION}"},
        {4, "REVOKE {SELECT|ALL|GRANT OPTION FOR SELECT} ON {relation} FROM {grantee} CASCADE"},
        {3,
         "{!any table}{GRANT SELECT|GRANT UPDATE|GRANT REFERENCES} ({column}) ON {=any table} TO "
         "{grantee}"},
        {1, "{!any table}REVOKE {SELECT|ALL} ({column}) ON {=any table} FROM {grantee} CASCADE"},
        {2, "GRANT {USAGE|ALL} ON SEQUENCE {sequence} TO {grantee}"},
        {3,
         "{GRANT EXECUTE ON ROUTINE {routine} TO|REVOKE EXECUTE ON ROUTINE {routine} FROM|REVOKE "
         "ALL ON "
         "ROUTINE "
         "{routine} FROM} {grantee}"},
        {3,
         "{GRANT USAGE ON SCHEMA {schema} TO|GRANT ALL ON SCHEMA {schema} TO|REVOKE ALL ON SCHEMA "
         "{schema} "
         "FROM} "
         "{grantee}"},
        {2, "{GRANT USAGE ON TYPE {own type} TO|REVOKE ALL ON TYPE {own type} FROM} {grantee}"},
        {1,
         "GRANT USAGE ON {FOREIGN SERVER {server}|FOREIGN DATA WRAPPER {wrapper}|LANGUAGE "
         "{language}} TO "
         "{grantee}"},
        {2,
         "GRANT {SELECT ON ALL TABLES|USAGE ON ALL SEQUENCES|EXECUTE ON ALL ROUTINES} IN SCHEMA "
         "{schema} TO "
         "{grantee}"},
        {1, "REVOKE ALL ON ALL {TABLES|ROUTINES} IN SCHEMA {schema} FROM {grantee}"},
        {3,
         "ALTER DEFAULT PRIVILEGES{| FOR ROLE {role}}{| IN SCHEMA {schema}} GRANT {SELECT ON "
         "TABLES|USAGE ON "
         "SEQUENCES|EXECUTE ON FUNCTIONS|USAGE ON TYPES} TO {grantee}"},
        {2,
         "ALTER DEFAULT PRIVILEGES{| FOR ROLE {role}} REVOKE {ALL ON TABLES|EXECUTE ON "
         "FUNCTIONS|USAGE ON "
         "TYPES} FROM "
         "{grantee}"},
        {1, "GRANT SELECT ON {pg_catalog.pg_class|pg_catalog.pg_statistic} TO {role}"},
        {1, "REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM {PUBLIC|{role}}"},
    };
    return list;
}

}  // namespace migration

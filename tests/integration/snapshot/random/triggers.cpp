// Triggers and event triggers.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> trigger_productions() {
    static constexpr Production list[] = {
        {8,
         "{!any table}CREATE{| OR REPLACE} TRIGGER {name} {BEFORE|AFTER} "
         "{INSERT|UPDATE|DELETE|INSERT OR "
         "UPDATE OF {column}} "
         "ON {=any table} FOR EACH {ROW|ROW WHEN (true)|STATEMENT} EXECUTE FUNCTION {trigger "
         "function}({|'x'|{int}})"},
        {2,
         "CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {plain table} DEFERRABLE{| INITIALLY "
         "DEFERRED} "
         "FOR EACH ROW "
         "EXECUTE FUNCTION {trigger function}()"},
        {2,
         "CREATE TRIGGER {name} INSTEAD OF {INSERT|DELETE} ON {view} FOR EACH ROW EXECUTE FUNCTION "
         "{trigger "
         "function}()"},
        {2,
         "CREATE TRIGGER {name} AFTER UPDATE ON {plain table} REFERENCING OLD TABLE AS old NEW "
         "TABLE AS "
         "{name} FOR EACH "
         "STATEMENT EXECUTE FUNCTION {trigger function}()"},
        {3,
         "ALTER TABLE {table} {DISABLE|ENABLE|ENABLE ALWAYS|ENABLE REPLICA} TRIGGER {{trigger of "
         "it}|ALL|USER}"},
        {3, "ALTER TRIGGER {trigger} RENAME TO {name}"},
        {4, "DROP TRIGGER {trigger}"},
        {5,
         "CREATE FUNCTION {schema}.{name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN "
         "{NEW|NULL|OLD}; END'"},
        {2,
         "CREATE EVENT TRIGGER {name} ON {ddl_command_start|ddl_command_end|sql_drop}{| WHEN TAG "
         "IN ('CREATE "
         "VIEW')} "
         "EXECUTE FUNCTION {event function}()"},
        {2,
         "CREATE FUNCTION {schema}.{name}() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'"},
        {2, "ALTER EVENT TRIGGER {event trigger} {DISABLE|ENABLE|ENABLE ALWAYS|RENAME TO {name}}"},
        {1, "DROP EVENT TRIGGER {event trigger}"},
    };
    return list;
}

}  // namespace migration

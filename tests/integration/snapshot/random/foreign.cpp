// Foreign data wrappers, servers, user mappings, foreign tables.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> foreign_productions() {
    static constexpr Production list[] = {
        {3, "CREATE FOREIGN DATA WRAPPER {name}{| OPTIONS ({option} {text})| NO HANDLER}"},
        {3,
         "CREATE SERVER {name}{| TYPE 'x' VERSION '1'} FOREIGN DATA WRAPPER {wrapper}{| OPTIONS "
         "({option} "
         "{text})}"},
        {3,
         "CREATE USER MAPPING FOR {PUBLIC|{role}|CURRENT_USER} SERVER {server}{| OPTIONS (password "
         "'secret')}"},
        {4,
         "CREATE FOREIGN TABLE {new} (id integer{| NOT NULL| OPTIONS ({option} {text})}, {name} "
         "{type}) "
         "SERVER "
         "{server}{| OPTIONS (\"table\" 'x')}"},
        {3,
         "ALTER FOREIGN TABLE {foreign table} {RENAME TO {name}|SET SCHEMA {schema}|ADD COLUMN "
         "{name} "
         "text|DROP COLUMN "
         "{column}|RENAME COLUMN {column} TO {name}|ALTER COLUMN {column} OPTIONS (ADD {option} "
         "{text})|ADD "
         "CHECK (true) "
         "NOT VALID|OPTIONS (ADD {option} {text})}"},
        {3,
         "ALTER SERVER {server} {RENAME TO {name}|VERSION '2'|OPTIONS (ADD {option} "
         "{text})|OPTIONS (DROP "
         "{option})}"},
        {2,
         "ALTER FOREIGN DATA WRAPPER {wrapper} {RENAME TO {name}|OPTIONS (ADD {option} {text})|NO "
         "VALIDATOR}"},
        {2,
         "ALTER USER MAPPING FOR {user mapping} OPTIONS ({SET password 'other'|ADD password "
         "'x'|ADD {option} "
         "{text}})"},
        {2, "DROP USER MAPPING FOR {user mapping}"},
        {2, "DROP FOREIGN TABLE {foreign table}{| CASCADE}"},
        {2, "DROP {SERVER {server}|FOREIGN DATA WRAPPER {wrapper}}{| CASCADE}"},
        {1, "CREATE FOREIGN TABLE {new} PARTITION OF {partitioned} {bound} SERVER {server}"},
    };
    return list;
}

}  // namespace migration

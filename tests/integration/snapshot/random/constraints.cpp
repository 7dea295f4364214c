// Constraints of tables.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> constraint_productions() {
    static constexpr Production list[] = {
        {4, "ALTER TABLE {table} ADD{| CONSTRAINT {name}} PRIMARY KEY ({column})"},
        {5,
         "ALTER TABLE {table} ADD{| CONSTRAINT {name}} UNIQUE{| NULLS NOT DISTINCT} ({column}){| "
         "DEFERRABLE "
         "INITIALLY "
         "DEFERRED}"},
        {2,
         "ALTER TABLE {table} ADD{| CONSTRAINT {name}} UNIQUE ({int column}) INCLUDE ({column})"},
        {5,
         "ALTER TABLE {table} ADD{| CONSTRAINT {name}} CHECK ({column} IS {NULL OR true|NOT "
         "NULL}){| NOT "
         "VALID| NO "
         "INHERIT}"},
        {3, "ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({number function} IS NOT NULL)"},
        {6,
         "ALTER TABLE {table} ADD{| CONSTRAINT {name}} FOREIGN KEY ({int column}) {references}{| "
         "ON DELETE "
         "CASCADE| "
         "ON UPDATE SET NULL}{| DEFERRABLE| DEFERRABLE INITIALLY DEFERRED}{| NOT VALID}"},
        {2,
         "ALTER TABLE {plain table} ADD CONSTRAINT {name} EXCLUDE ({int column} WITH =){| WHERE "
         "(true)}"},
        {3, "ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}"},
        {4, "ALTER TABLE {table} RENAME CONSTRAINT {constraint} TO {name}"},
        {2,
         "ALTER TABLE {table} ALTER CONSTRAINT {foreign key} {DEFERRABLE|NOT DEFERRABLE|INITIALLY "
         "DEFERRED}"},
        {5, "ALTER TABLE {table} DROP CONSTRAINT {constraint}{| CASCADE}"},
        {2,
         "ALTER TABLE {plain table} ADD CONSTRAINT {name} {UNIQUE|PRIMARY KEY} USING INDEX {loose "
         "unique "
         "index}"},
        {2,
         "SET CONSTRAINTS ALL {DEFERRED|IMMEDIATE};;UPDATE {table with rows} SET {int column} = "
         "NULL"},
    };
    return list;
}

}  // namespace migration

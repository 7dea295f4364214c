// Policies and row level security.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> policy_productions() {
    static constexpr Production list[] = {
        {5,
         "CREATE POLICY {name} ON {table}{| AS RESTRICTIVE}{| FOR SELECT| FOR ALL} TO "
         "{{role}|PUBLIC|{role}, "
         "CURRENT_USER} USING "
         "({column} IS NOT NULL{| OR {number function} > 1})"},
        {2,
         "CREATE POLICY {name} ON {table} FOR INSERT WITH CHECK (EXISTS (SELECT FROM {relation}))"},
        {3, "ALTER POLICY {policy} {TO {role}|USING (true)|RENAME TO {name}}"},
        {3, "DROP POLICY {policy}"},
        {4, "ALTER TABLE {table} {ENABLE|DISABLE|FORCE|NO FORCE} ROW LEVEL SECURITY"},
    };
    return list;
}

}  // namespace migration

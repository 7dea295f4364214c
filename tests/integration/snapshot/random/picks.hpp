#pragma once

// What fills the gaps of productions: names out of a small pool, and objects that the database has
// now.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/session.hpp"
#include "snapshot/random/dice.hpp"

namespace migration {

const std::vector<std::string>& name_pool();

// A word that needs no database, as {name}, {text} or {int}; nullopt for other words.
std::optional<std::string> made_up(std::string_view word, Dice& dice);

struct Pick {
    std::string_view name;
    // Gives candidates in its first column. :scope is the object that was picked last among those
    // that have parts, as a literal; :number a random number; :pool the pool of names as an array.
    std::string sql;
    // Whether what is picked is a table or a type whose parts are picked next.
    bool has_parts = false;
};

// Null when there is none of that name.
const Pick* find_pick(std::string_view name);

// One of the pick's candidates, in an order that depends on nothing but the database's contents;
// nullopt when there is none.
std::optional<std::string> choose(const Pick& pick, const std::string& scope, Session& session,
                                  Dice& dice);

}  // namespace migration

#include <map>

#include "snapshot/random/picks.hpp"

namespace migration {
namespace {

using Words = std::vector<std::string>;

const Words roles{"random_one", "\"random two\"", "\"random.three\""};
const Words texts{"'x'", "'it''s'", "'ünï'", "''", "'a, b'", "E'two\\nlines'", "'%s {} $1'"};

const std::map<std::string_view, Words>& pools() {
    static const std::map<std::string_view, Words> table{
        {"text", texts},
        {"note", {"NULL", "'a note'", "'it''s'", "E'two\\nlines'", "'ünï'"}},
        {"option", {"host", "\"a b\"", "\"user\"", "\"ünï\""}},
        {"symbol", {"+++", "@#@", "<=>", "~~~*", "==="}},
        {"large number", {"1", "2", "70001", "3000000001"}},
        {"role", roles},
        {"grantee", {"random_one", "\"random two\"", "\"random.three\"", "PUBLIC"}},
    };
    return table;
}

}  // namespace

const std::vector<std::string>& name_pool() {
    static const std::vector<std::string> names{
        "a",
        "B",
        "with space",
        "dot.ted",
        "quote\"d",
        "it's",
        "line\nbreak",
        "ünï",
        "select",
        "percent %s",
        "(a, b)",
        "$1",
        "back\\slash",
        "_a",
        "a_name_of_sixty_three_bytes_which_is_all_that_an_identifier_has",
    };
    return names;
}

std::optional<std::string> made_up(std::string_view word, Dice& dice) {
    if (word == "name") return quote_identifier(dice.any_of(name_pool()));
    if (word == "int") return std::to_string(dice.below(10));
    const auto found = pools().find(word);
    if (found == pools().end()) return std::nullopt;
    return dice.any_of(found->second);
}

}  // namespace migration

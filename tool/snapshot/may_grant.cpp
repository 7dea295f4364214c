#include "snapshot/may_grant.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "snapshot/sql_word_scan.hpp"

namespace migration {
namespace {

// DO and EXECUTE (of plpgsql) run what may be put together at run time. `LANGUAGE` has its own rule
// below.
constexpr std::array<std::string_view, 8> granting_words{"grant", "revoke", "owned",     "do",
                                                         "call",  "load",   "extension", "execute"};

constexpr std::array<std::string_view, 2> readable_languages{"sql", "plpgsql"};

bool finds_a_grant(std::string_view sql) {
    std::string before;
    for (std::size_t at = 0; at < sql.size();) {
        std::string word = next_word(sql, at);
        if (word == "function" || word == "procedure") {
            before.clear();  // EXECUTE FUNCTION of a trigger
            continue;
        }
        if (before == "execute" || (before == "language" && !is_one_of(readable_languages, word)))
            return true;
        if (word != "execute" && is_one_of(granting_words, word)) return true;
        before = std::move(word);
    }
    return before == "execute";
}

}  // namespace

bool may_grant(std::string_view sql) {
    return finds_in_either(sql, finds_a_grant);
}

bool is_able_to_grant(const Described& described) {
    if (described.entry.facet != Facet::structure) return false;
    if (described.key.is(ObjectKind::extension)) return described.key.name() != "plpgsql";
    return is_routine(described.key) && may_grant(described.entry.definition);
}

}  // namespace migration

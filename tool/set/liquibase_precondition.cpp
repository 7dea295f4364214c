#include "set/liquibase_precondition.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "set/liquibase_changeset.hpp"

namespace migration {
namespace {

struct SqlCheck {
    std::string expected;
    std::string sql;
};

// "expectedResult:0 SELECT …"; the value may be in quotes, and the word before it may be missing.
std::optional<SqlCheck> sql_check(std::string_view text) {
    constexpr std::string_view word = "expectedresult:";
    if (to_lower(text.substr(0, word.size())) == word) text = text.substr(word.size());
    const char quote = text.starts_with('\'') || text.starts_with('"') ? text.front() : '\0';
    const auto end = quote != '\0' ? text.find(quote, 1) : text.find(' ');
    if (end == std::string_view::npos) return std::nullopt;
    const auto value = quote != '\0' ? text.substr(1, end - 1) : text.substr(0, end);
    auto sql = trim(text.substr(end + 1));
    if (sql.ends_with(';')) sql.remove_suffix(1);
    if (value.empty() || sql.empty()) return std::nullopt;
    return SqlCheck{std::string(value), std::string(sql)};
}

std::string doubled(std::string_view text, char c) {
    std::string all;
    for (const char each : text) all.append(each == c ? 2 : 1, each);
    return all;
}

}  // namespace

// An error is a failure here, even where Liquibase only warns of it.
OnFail on_fail(std::string_view line) {
    const auto failure = to_lower(liquibase_word(line, "onFail").value_or("HALT"));
    const auto error = to_lower(liquibase_word(line, "onError").value_or("HALT"));
    if (failure == "warn") return OnFail::warn;
    for (const auto& value : {failure, error})
        if (value == "mark_ran" || value == "continue") return OnFail::skip;
    return OnFail::stop;
}

// format() gives what the server prints, as a driver does: "t" for true.
std::optional<std::string> precondition_sql(std::string_view text) {
    constexpr std::string_view name = "sql-check ";
    if (!text.starts_with(name)) return std::nullopt;
    const auto check = sql_check(trim(text.substr(name.size())));
    if (!check || check->sql.find("$precondition$") != std::string::npos) return std::nullopt;
    const std::string expected = doubled(check->expected, '\'');
    return "DO $precondition$ DECLARE result text := pg_catalog.format('%s', (" + check->sql +
           ")); BEGIN IF result <> '" + expected +
           "' THEN RAISE EXCEPTION 'the precondition does not hold: expected \"" +
           doubled(expected, '%') + "\" but found \"%\"', result; END IF; END $precondition$;";
}

}  // namespace migration

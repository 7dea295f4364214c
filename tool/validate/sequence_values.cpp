#include "validate/sequence_values.hpp"

#include <cstdlib>

#include "postgres/session.hpp"

namespace migration {
namespace {

// "7, called" → 7 and true; `descends` and `cycles` as the snapshot tells of it.
struct Value {
    explicit Value(const std::string& text)
        : number(std::strtoll(text.c_str(), nullptr, 10)),
          is_called(text.find("not called") == std::string::npos),
          descends(text.find("descending") != std::string::npos),
          cycles(text.find("cycling") != std::string::npos) {}
    long long number;
    bool is_called;
    bool descends;
    bool cycles;
};

std::string setval(const std::string& key, const Value& value) {
    constexpr std::string_view prefix = "value of sequence ";
    return "SELECT setval(" + quote_literal(key.substr(prefix.size())) + ", " + std::to_string(value.number) +
           (value.is_called ? "" : ", false") + ");";
}

}  // namespace

bool is_sequence_value(const Change& change) {
    return change.key.starts_with("value of ") && change.before && change.after;
}

bool has_gone_forward(const Change& change) {
    if (!is_sequence_value(change)) return false;
    const Value before(*change.before), after(*change.after);
    if (before.descends != after.descends || before.cycles != after.cycles) return false;
    if (after.cycles && after.is_called) return true;  // behind the last number comes the first
    if (before.number == after.number) return after.is_called && !before.is_called;
    return after.descends ? after.number < before.number : after.number > before.number;
}

std::string setval_statement(const Change& change) {
    return setval(change.key, Value(*change.after));
}

std::string setval_back_statement(const Change& change) {
    return setval(change.key, Value(*change.before));
}

}  // namespace migration

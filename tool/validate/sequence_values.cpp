#include "validate/sequence_values.hpp"

#include <cstdlib>

namespace migration {
namespace {

// "7, called" → 7 and true; `descends` as the snapshot tells of it.
struct Value {
    explicit Value(const std::string& text)
        : number(std::strtoll(text.c_str(), nullptr, 10)),
          is_called(text.find("not called") == std::string::npos),
          descends(text.find("descending") != std::string::npos) {}
    long long number;
    bool is_called;
    bool descends;
};

}  // namespace

bool is_sequence_value(const Change& change) {
    return change.key.starts_with("value of ") && change.before && change.after;
}

bool has_gone_forward(const Change& change) {
    if (!is_sequence_value(change)) return false;
    const Value before(*change.before), after(*change.after);
    if (before.descends != after.descends) return false;
    if (before.number == after.number) return after.is_called && !before.is_called;
    return after.descends ? after.number < before.number : after.number > before.number;
}

}  // namespace migration

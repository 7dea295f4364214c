#include "validate/sequence_values.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "postgres/session.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

// "7, called, cycling, by 5, descending", as the snapshot tells of it: what a call adds is told of
// a sequence that has been called, where it is not 1.
struct Value {
    explicit Value(const std::string& text)
        : number(std::strtoll(text.c_str(), nullptr, 10)),
          is_called(text.find("not called") == std::string::npos),
          cycles(text.find("cycling") != std::string::npos),
          descends(text.find("descending") != std::string::npos) {
        const auto by = text.find("by ");
        if (by != std::string::npos) increment = std::strtoull(text.c_str() + by + 3, nullptr, 10);
    }

    // How far it has come in its own direction, as a number that only grows: that of the next call.
    unsigned long long next() const {
        const auto bits =
            static_cast<unsigned long long>(number) ^ (1ULL << 63U);  // keeps the order
        const auto position = descends ? ~bits : bits;
        if (!is_called) return position;
        return position > std::numeric_limits<unsigned long long>::max() - increment
                   ? std::numeric_limits<unsigned long long>::max()
                   : position + increment;
    }

    long long number;
    bool is_called;
    bool cycles;
    bool descends;
    unsigned long long increment = 1;
};

std::string setval(const ObjectKey& key, const Value& value) {
    return "SELECT setval(" + quote_literal(key.subject().name()) + ", " +
           std::to_string(value.number) + (value.is_called ? "" : ", false") + ");";
}

}  // namespace

bool is_sequence_value(const Change& change) {
    return change.key.is(ObjectKind::value) && change.before && change.after;
}

bool has_gone_forward(const Change& change) {
    if (!is_sequence_value(change)) return false;
    const Value before(*change.before), after(*change.after);
    return before.descends == after.descends && after.next() >= before.next();
}

bool may_have_wrapped(const Change& change) {
    if (!is_sequence_value(change)) return false;
    const Value before(*change.before), after(*change.after);
    return before.descends == after.descends && before.cycles && after.cycles;
}

std::string setval_statement(const Change& change) {
    return setval(change.key, Value(*change.after));
}

std::string setval_back_statement(const Change& change) {
    return setval(change.key, Value(*change.before));
}

}  // namespace migration

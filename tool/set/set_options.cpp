#include "set/set_options.hpp"

namespace migration {

std::optional<Downs> downs_named(std::string_view word) {
    if (word == "required") return Downs::required;
    if (word == "optional") return Downs::optional;
    if (word == "none") return Downs::none;
    return std::nullopt;
}

std::optional<Idempotence> idempotence_named(std::string_view word) {
    if (word == "strict") return Idempotence::strict;
    if (word == "safe") return Idempotence::safe;
    if (word == "off") return Idempotence::off;
    return std::nullopt;
}

std::optional<ColumnOrder> column_order_named(std::string_view word) {
    if (word == "strict") return ColumnOrder::strict;
    if (word == "ignore") return ColumnOrder::ignore;
    return std::nullopt;
}

std::optional<Gaps> gaps_named(std::string_view word) {
    if (word == "note") return Gaps::note;
    if (word == "error") return Gaps::error;
    if (word == "off") return Gaps::off;
    return std::nullopt;
}

std::optional<Sequences> sequences_named(std::string_view word) {
    if (word == "forward") return Sequences::forward;
    if (word == "strict") return Sequences::strict;
    return std::nullopt;
}

}  // namespace migration

#include "snapshot/described.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace migration {

Oid oid_in(std::string_view text) {
    Oid oid = 0;
    std::from_chars(text.data(), text.data() + text.size(), oid);
    return oid;
}

void take_described(std::size_t object_class, const Rows& rows, DescribedList& into) {
    std::array<std::string_view, 5> fields;
    for (int i = 0; i < rows.size(); ++i) {
        rows.fields(i, fields);
        const auto& [oid, facet, key, parent, definition] = fields;
        into.push_back(
            {{object_class, oid_in(oid)},
             std::string(key),
             {static_cast<Facet>(facet.front() - '0'), std::string(parent), std::string(definition)}});
    }
}

}  // namespace migration

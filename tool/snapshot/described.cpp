#include "snapshot/described.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

namespace migration {

void take_described(std::size_t object_class, const Rows& rows, DescribedList& into) {
    std::array<std::string_view, 5> fields;
    for (int i = 0; i < rows.size(); ++i) {
        rows.fields(i, fields);
        const auto& [oid, facet, key, parent, definition] = fields;
        into.push_back(
            {{object_class, static_cast<Oid>(std::strtoul(oid.data(), nullptr, 10))},
             std::string(key),
             {static_cast<Facet>(facet.front() - '0'), std::string(parent), std::string(definition)}});
    }
}

}  // namespace migration

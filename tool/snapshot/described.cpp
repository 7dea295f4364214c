#include "snapshot/described.hpp"

#include <charconv>
#include <string_view>

namespace migration {

Oid oid_in(std::string_view text) {
    Oid oid = 0;
    std::from_chars(text.data(), text.data() + text.size(), oid);
    return oid;
}

void take_described(std::size_t object_class, const Rows& rows, DescribedList& into) {
    for (int i = 0; i < rows.size(); ++i)
        into.push_back(
            {{object_class, oid_in(rows.at(i, 0))},
             rows.text(i, 2),
             {static_cast<Facet>(rows.at(i, 1).front() - '0'), rows.text(i, 3), rows.text(i, 4)}});
}

}  // namespace migration

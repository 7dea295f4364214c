#include "set/draft_order.hpp"

#include <algorithm>

namespace migration {

bool number_less(std::string_view a, std::string_view b) {
    const auto significant = [](std::string_view digits) {
        return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
    };
    a = significant(a);
    b = significant(b);
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

void sort_by_number(std::vector<Draft>& drafts) {
    std::stable_sort(drafts.begin(), drafts.end(), [](const auto& a, const auto& b) {
        return number_less(a.version, b.version);
    });
}

void sort_by_text(std::vector<Draft>& drafts) {
    std::stable_sort(drafts.begin(), drafts.end(),
                     [](const auto& a, const auto& b) { return a.version < b.version; });
}

}  // namespace migration

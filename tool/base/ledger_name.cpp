#include "base/ledger_name.hpp"

namespace migration {

std::optional<LedgerName> ledger_named(std::string_view text, std::size_t longest_table) {
    const auto dot = text.find('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size()) return std::nullopt;
    const auto table = text.substr(dot + 1);
    if (table.find('.') != std::string_view::npos || table.size() > longest_table)
        return std::nullopt;
    return LedgerName{std::string(text.substr(0, dot)), std::string(table)};
}

}  // namespace migration

#pragma once

// The orders in which tools apply migrations.

#include <string_view>
#include <vector>

#include "set/draft.hpp"

namespace migration {

// As whole numbers of any size: 20200102 before 20200101120000.
bool number_less(std::string_view a, std::string_view b);

void sort_by_number(std::vector<Draft>& drafts);
// Byte by byte, as the versions are written.
void sort_by_text(std::vector<Draft>& drafts);

}  // namespace migration

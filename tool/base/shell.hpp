#pragma once

#include <string>
#include <string_view>

namespace migration {

// The text as one word of a POSIX shell's command line: 'index public.idx'.
std::string shell_quoted(std::string_view text);

}  // namespace migration

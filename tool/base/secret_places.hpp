#pragma once

// Where passwords stand in text: in connection URLs, in `key=value` strings and in SQL. If a text
// can be read in two ways, the longer secret is hidden: too much hidden is a nuisance, too little
// is a leak.

#include <string_view>
#include <utility>
#include <vector>

namespace migration {

using SecretPlace = std::pair<std::size_t, std::size_t>;  // begin, end

// In text of any kind. A secret that is cut off runs to the end of the text.
std::vector<SecretPlace> secret_places(std::string_view text);

// In a whole connection URL or `key=value` string, as libpq reads it: here blanks do not end a
// password. Nothing for other text.
std::vector<SecretPlace> connection_secret_places(std::string_view text);

}  // namespace migration

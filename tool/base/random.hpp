#pragma once

#include <cstddef>
#include <string>

namespace migration {

// Bytes from OpenSSL's random number generator, fit for passwords, as lower-case hexadecimal
// digits.
std::string random_hex(std::size_t bytes);

}  // namespace migration

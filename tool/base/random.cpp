#include "base/random.hpp"

#include <openssl/rand.h>

#include <vector>

#include "base/error.hpp"

namespace migration {

std::string random_hex(std::size_t bytes) {
    std::vector<unsigned char> buffer(bytes);
    if (RAND_bytes(buffer.data(), static_cast<int>(buffer.size())) != 1)
        throw Error(ErrorKind::failed, "OpenSSL gave no random bytes");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : buffer) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

}  // namespace migration

#pragma once

// Digests (OpenSSL) as lower-case hexadecimal text. Ours are SHA-256.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace migration {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    // Adds the field with its length in front, so that no two sequences of fields give the same
    // input.
    Sha256& field(std::string_view bytes);
    Sha256& raw(std::string_view bytes);
    // 64 hexadecimal digits; the object is spent afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);

// Those that other tools record.
std::string sha1_hex(std::string_view bytes);
std::string sha384_hex(std::string_view bytes);
// That of Ethernet and zip.
std::uint32_t crc32(std::string_view bytes);

}  // namespace migration

#include "base/digest.hpp"

#include <openssl/evp.h>

#include <array>

#include "base/error.hpp"

namespace migration {
namespace {

using DigestBytes = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string hexadecimal(const DigestBytes& bytes, unsigned int size) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[bytes[i] >> 4U];
        text += digits[bytes[i] & 15U];
    }
    return text;
}

std::string digest_hex(const EVP_MD* kind, std::string_view bytes) {
    DigestBytes digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr) != 1)
        throw Error(ErrorKind::failed, "cannot compute a digest: OpenSSL does not offer it");
    return hexadecimal(digest, size);
}

}  // namespace

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    if (state_->context == nullptr ||
        EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
        throw Error(ErrorKind::failed, "cannot compute SHA-256: OpenSSL offers no such digest");
}

Sha256::~Sha256() = default;

Sha256& Sha256::field(std::string_view bytes) {
    return raw(std::to_string(bytes.size()) + ":").raw(bytes);
}

Sha256& Sha256::raw(std::string_view bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
    return *this;
}

std::string Sha256::hex() {
    DigestBytes bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(state_->context, bytes.data(), &size);
    return hexadecimal(bytes, size);
}

std::string sha256_hex(std::string_view bytes) {
    return Sha256().raw(bytes).hex();
}

std::string sha1_hex(std::string_view bytes) {
    return digest_hex(EVP_sha1(), bytes);
}

std::string sha384_hex(std::string_view bytes) {
    return digest_hex(EVP_sha384(), bytes);
}

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

}  // namespace migration

// SipHash-1-3: one round for each block of eight bytes, three at the end.

#include <array>
#include <bit>
#include <utility>

#include "adopt/recorded_checksum.hpp"

namespace migration {
namespace {

class SipState {
public:
    void take(std::uint64_t block) {
        v_[3] ^= block;
        round();
        v_[0] ^= block;
    }

    std::uint64_t finish() {
        v_[2] ^= 0xFFU;
        for (int i = 0; i < 3; ++i) round();
        return v_[0] ^ v_[1] ^ v_[2] ^ v_[3];
    }

private:
    void mix(std::size_t a, std::size_t b, int shift) {
        v_[a] += v_[b];
        v_[b] = std::rotl(v_[b], shift) ^ v_[a];
    }

    void round() {
        mix(0, 1, 13);
        v_[0] = std::rotl(v_[0], 32);
        mix(2, 3, 16);
        mix(0, 3, 21);
        mix(2, 1, 17);
        v_[2] = std::rotl(v_[2], 32);
    }

    std::array<std::uint64_t, 4> v_{0x736F6D6570736575U, 0x646F72616E646F6DU, 0x6C7967656E657261U,
                                    0x7465646279746573U};
};

std::uint64_t block_of(std::string_view bytes) {
    std::uint64_t block = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        block |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return block;
}

}  // namespace

std::uint64_t sip_hash_13(std::string_view bytes) {
    SipState state;
    const std::uint64_t size = bytes.size();
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) state.take(block_of(bytes.substr(0, 8)));
    state.take(block_of(bytes) | (size << 56U));
    return state.finish();
}

}  // namespace migration

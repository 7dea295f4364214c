#pragma once

// A digest of a whole snapshot that can be brought up to date by what changed: the sum, modulo
// 2^256, of the SHA-256 of each entry (AdHash: Bellare and Micciancio, "A new paradigm for
// collision-free hashing", 1997). Owners, privileges, rows and what belongs to the server differ
// from one environment to the next and do not count.

#include <array>
#include <cstdint>
#include <string>

#include "snapshot/snapshot.hpp"

namespace migration {

class Fingerprint {
public:
    explicit Fingerprint(const Snapshot& snapshot);

    void apply(const Changes& changes);
    // "sha256:" and 64 hexadecimal digits.
    std::string text() const;

private:
    void add(const std::string& key, const std::string& definition);
    void take(const std::string& key, const std::string& definition);

    std::array<std::uint64_t, 4> sum_{};
};

}  // namespace migration

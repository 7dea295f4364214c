#pragma once

// Pseudo-random numbers that are the same on every machine for the same seed.

#include <cstddef>
#include <cstdint>
#include <random>

namespace migration {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    // From 0 to `count` - 1. The bias of the modulus does not matter here, the standard's own
    // distributions differ between libraries.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    bool one_in(std::size_t count) { return below(count) == 0; }

    template <typename List>
    const auto& any_of(const List& list) {
        return list[below(std::size(list))];
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace migration

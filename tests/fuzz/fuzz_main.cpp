// The entry that libFuzzer calls; compiled once for each target.

#include <cstddef>
#include <cstdint>

#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    migration::fuzz::MIGRATION_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}

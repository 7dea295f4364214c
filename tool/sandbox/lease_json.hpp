#pragma once

// Leases as text.

#include <optional>
#include <string>

#include "sandbox/sandbox_directory.hpp"

namespace migration {

std::string lease_to_text(const Lease& lease);
// Nothing for text that is no lease, such as one that is just being written.
std::optional<Lease> lease_from_text(const std::string& text);

}  // namespace migration

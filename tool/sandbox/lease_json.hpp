#pragma once

// Leases as text.

#include <optional>
#include <string>

#include "sandbox/sandbox_directory.hpp"

namespace migration {

std::string lease_to_text(const Lease& lease);
// Nothing for text that is no lease, such as one that is just being written, and for values that
// the tool never writes: the values reach an environment, a host, a signal and a terminal.
std::optional<Lease> lease_from_text(const std::string& text);

}  // namespace migration

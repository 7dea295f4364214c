#pragma once

#include <string>

namespace migration {

// The version of the tool, as "1.0.0": the ledger, manifests and verdicts name it.
std::string tool_version();

}  // namespace migration

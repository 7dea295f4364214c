#pragma once

// A MigrationSet as JSON, with everything the engine needs: what a packaged runner carries.

#include <nlohmann/json_fwd.hpp>

#include "set/migration.hpp"

namespace migration {

nlohmann::json set_to_json(const MigrationSet& set);
MigrationSet set_from_json(const nlohmann::json& json);

}  // namespace migration

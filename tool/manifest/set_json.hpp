#pragma once

// A MigrationSet as JSON, with everything the engine needs: what a packaged runner carries. Its
// texts are packed beside it.

#include <nlohmann/json_fwd.hpp>

#include "manifest/packed_texts.hpp"
#include "set/migration.hpp"

namespace migration {

nlohmann::json set_to_json(const MigrationSet& set, TextPacker& texts);
MigrationSet set_from_json(const nlohmann::json& json, const PackedTexts& texts);

}  // namespace migration

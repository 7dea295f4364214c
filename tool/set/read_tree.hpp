#pragma once

// A tree of stores: folders beside each other, each with its own versions and layout, as one set.

#include <string>

#include "set/read_directory.hpp"
#include "set/set_config.hpp"

namespace migration {

// The stores that a tree may have.
std::vector<std::string> store_names();

// The folders of `options.stores` in that order. Versions and files begin with the store's name:
// "postgres.001", "postgres/001_users.up.sql". `problems` are those of the file of options. Throws
// Error (usage) for an unknown store or one without a folder.
ReadSet read_tree(const SetOptions& options, const SetConfig& config, Problems problems);

// One folder of it, with its own versions. `options` name that folder.
ReadSet read_store(const SetOptions& options, const SetConfig& config, const std::string& store);

}  // namespace migration

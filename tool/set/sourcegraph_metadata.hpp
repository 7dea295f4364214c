#pragma once

// The metadata.yaml that Sourcegraph keeps beside a migration.

#include <string>
#include <string_view>
#include <vector>

#include "set/dependency_order.hpp"

namespace migration {

struct SourcegraphMetadata {
    std::vector<Need> parents;
    bool creates_index_concurrently = false;
};

// `shown` is the file as messages name it.
SourcegraphMetadata read_sourcegraph_metadata(std::string_view text, const std::string& shown);

}  // namespace migration

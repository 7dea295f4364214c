#pragma once

// Cuts a file of formatted SQL into its changesets.

#include <vector>

#include "set/draft.hpp"
#include "set/liquibase_properties.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

// Appends a draft for each changeset that runs on PostgreSQL, with the version PATH::ID::AUTHOR as
// Liquibase prints it. A rollback may name a changeset that is in `drafts` already.
void cut_changesets(const SourceFile& file, LiquibaseProperties& properties,
                    std::vector<Draft>& drafts, Problems& problems);

}  // namespace migration

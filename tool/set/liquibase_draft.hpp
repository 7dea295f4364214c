#pragma once

// Makes the draft of a migration from a changeset that has been cut out of its file.

#include <string>
#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/liquibase_changeset.hpp"
#include "set/liquibase_properties.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

struct CutChangeset {
    std::string path;  // of the file, or what its header says instead
    LiquibaseIdentity identity;
    std::string_view line;  // that begins it, with its attributes
    int number = 0;         // of that line
    std::string up, down;   // with the line numbers of the file
    std::string rollback;   // what the rollback lines say, without line numbers
    int rollback_number = 0;
    bool has_sql = false;
};

// Appends the draft to `drafts`, where a rollback may find the changeset that it names; nothing
// for a changeset that does not run on PostgreSQL. Reports what migrations do not have.
void add_changeset(const SourceFile& file, const CutChangeset& changeset,
                   const LiquibaseProperties& properties, std::vector<Draft>& drafts,
                   Problems& problems);

// A file without the header is one changeset.
Draft raw_changeset(const SourceFile& file);

}  // namespace migration

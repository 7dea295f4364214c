#pragma once

// In which order changelogs bring their files. The rules are those of Liquibase 4.33,
// liquibase/changelog/DatabaseChangeLog.java.

#include <optional>
#include <string>
#include <vector>

#include "set/draft.hpp"
#include "set/liquibase_properties.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

// One thing that a changelog brings: a file of SQL, or a changeset that is not SQL.
struct LiquibaseStep {
    const SourceFile* file = nullptr;
    std::optional<Draft> changeset;
};

struct LiquibaseOrder {
    std::vector<LiquibaseStep> steps;
    std::string master;  // the changelog that brings the others; empty where the paths decide
};

// Without a changelog in XML, YAML or JSON, files are in the order of their paths, as Liquibase
// brings those of a folder. Properties of the changelogs are added.
LiquibaseOrder liquibase_order(const SourceFiles& sources, LiquibaseProperties& properties,
                               Problems& problems);

// Whether a name is one that changelogs may have.
bool may_be_changelog(const std::string& neighbour);

}  // namespace migration

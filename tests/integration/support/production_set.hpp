#pragma once

// A set as production has it, and what must be true of a database whatever happened to its runs:
// every statement ran once or not at all, and the ledger says which.

#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "postgres/session.hpp"

namespace migration {

class ProductionSet {
public:
    // Writes the scripts, validates them and keeps the manifest.
    ProductionSet();

    // `up`, or another command, of the set with its manifest, as migration-tool's arguments.
    std::vector<std::string> command(const std::string& name,
                                     const std::vector<std::string>& more = {}) const;
    const std::filesystem::path& folder() const { return folder_.path(); }

    // What is wrong between ledger and schema, after any interruption; empty when nothing is.
    static std::vector<std::string> disagreements(Session& session);
    // What is wrong once `up` has completed.
    static std::vector<std::string> faults_when_complete(Session& session);

private:
    TemporaryDirectory folder_;
};

}  // namespace migration

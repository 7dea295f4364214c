#pragma once

// The findings that a team knows and has not mended yet: migrations.baseline.json. A finding of a
// script that has changed since is not known any more.

#include <filesystem>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace migration {

struct KnownFinding {
    std::string migration;  // its name; empty for a problem of a file that no migration has
    std::string digest;     // of the migration when the finding was written down
    std::string check;
    std::string kind;    // or the rule of the problem
    std::string object;  // or the file of the problem

    bool operator==(const KnownFinding&) const = default;
    bool operator<(const KnownFinding& other) const {
        return std::tie(migration, digest, check, kind, object) <
               std::tie(other.migration, other.digest, other.check, other.kind, other.object);
    }
};

struct KnownFindings {
    std::filesystem::path file;         // where they are, or would be
    std::string digest;                 // of the file's text
    std::vector<KnownFinding> entries;  // sorted

    bool contains(const KnownFinding& finding) const;
};

// The name of the file in a set's directory.
inline constexpr std::string_view known_findings_name = "migrations.baseline.json";

// Throws Error (usage) for a file that cannot be read or is no such list.
KnownFindings read_known_findings(const std::filesystem::path& file);

// JSON with one finding a line, for review in a diff.
std::string known_findings_text(std::vector<KnownFinding> entries);

}  // namespace migration

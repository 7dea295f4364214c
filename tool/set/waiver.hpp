#pragma once

// What the file of a set's options accepts. Plain data: the packaged runner carries it.

#include <string>
#include <string_view>
#include <vector>

namespace migration {

// A finding of validation that does not fail. Patterns are globs, in which only `*` is special.
struct Waiver {
    std::string migration;  // the name or the version of the migrations
    std::string check;      // empty: each
    std::string kind;       // empty: each
    std::string object;     // as findings name it
    std::string reason;
    int line = 0;  // of the file of options
};

bool names_migration(std::string_view pattern, std::string_view version, std::string_view name);

enum class DriftGrade {
    strict,     // whatever differs stops a run
    additions,  // plain indexes, statistics and comments that others add are warned about
    off,        // the live schema is not compared
};

// An object that the live schema may have, or have otherwise, than validation saw it.
struct AcceptedDrift {
    std::string object;  // a glob
    std::string reason;
};

struct DriftRules {
    DriftGrade grade = DriftGrade::additions;
    std::vector<AcceptedDrift> accepted;
};

}  // namespace migration

#pragma once

// How a tool's record finds its migration in a set: both are spelt as keys, and equal keys belong
// together.

#include <string>
#include <string_view>
#include <vector>

#include "set/migration.hpp"

namespace migration {

struct Identity {
    // Keys of what the tool recorded; the first one that a migration has counts.
    std::vector<std::string> (*of_record)(std::string_view recorded);
    std::vector<std::string> (*of_migration)(const Migration& migration);
    // Whether several migrations may have one key: the n-th record is the n-th of them then.
    bool repeats = false;
    // Whether records without a key in the set may be taken by their position, if that is wanted.
    bool has_position = false;
};

// Groups of digits, compared as numbers: "V008" of the files is 8, and "2_1" is "2.1".
extern const Identity by_number;
// The version as it is written.
extern const Identity by_text;
// The same without dashes.
extern const Identity by_dashless_text;
// The file's name without .sql, the folder's name, or version and slug.
extern const Identity by_name;
// By number, and by the file's name where the record has no version.
extern const Identity by_number_or_name;
// The change's name; a reworked change is "name@tag" in the set and has the same name in records.
extern const Identity by_change;
// SHA-256 of the script.
extern const Identity by_hash;
// "path::id::author", where the set's paths and the recorded ones may begin in different folders.
extern const Identity by_changeset;

}  // namespace migration

#pragma once

// Values in the place of names in a script, as Flyway puts them there: everywhere, in comments and
// strings, too.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "set/migration.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

struct Placeholders {
    bool are_replaced = true;
    std::string prefix = "${";
    std::string suffix = "}";
    std::map<std::string, std::string> values = {};  // by names in lower case: their case is one
};

struct ReplacedText {
    std::string text;
    std::vector<Origin> origins;  // where a value has changed the lines; empty where none has
};

// The file's text with the values. Nothing where a name has none, and each use of it is reported,
// by the rule "placeholder".
std::optional<ReplacedText> replace_placeholders(const SourceFile& file,
                                                 const Placeholders& placeholders,
                                                 Problems& problems);

}  // namespace migration

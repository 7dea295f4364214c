#pragma once

// A mistake in the files of a set, found without a server.

#include <string>
#include <string_view>
#include <vector>

namespace migration {

struct Problem {
    std::string rule;  // empty-script, missing-down …
    std::string file;  // as a user can open it
    int line = 0;      // 0: the file as a whole
    std::string message;
    std::string hint;
    bool known = false;  // the file of known findings has it

    // "file:line: message"
    std::string text() const {
        std::string place = file;
        if (line > 0) place += ":" + std::to_string(line);
        return place.empty() ? message : place + ": " + message;
    }
};

using Problems = std::vector<Problem>;

// What follows from a problem.
enum class Effect {
    note,          // worth knowing, fails nothing
    fails,         // the script runs, and its migration fails
    stops_script,  // the script cannot run as it is meant
    stops_set,     // order or identity of the migrations is not known: nothing can run
};

Effect effect_of(const Problem& problem);

}  // namespace migration

#pragma once

// The arguments of a command of psql, up to the line's end or the next backslash. The rules are
// those of PostgreSQL 18, src/bin/psql/psqlscanslash.l.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/psql_variables.hpp"

namespace migration {

enum class ArgumentUse {
    evaluated,
    shown,    // what the variables hold is only shown to somebody
    skipped,  // in a branch of \if that does not run
};

struct PsqlArguments {
    std::vector<std::string> values;
    std::size_t end = 0;  // behind the last one, and behind "\\" if that follows
    std::optional<PsqlRefusal> refusal;
    std::vector<std::string> tested = {};  // names that :{?name} asks for
    bool is_too_long = false;              // by the expansion's measure
};

// `line` ends where the line of the command does; `at` is behind its name. With
// `without_semicolons` those at an argument's end are no part of it, as with \i.
PsqlArguments read_arguments(std::string_view line, std::size_t at, ArgumentUse use,
                             const PsqlVariables& variables, PsqlExpansion& expansion,
                             bool without_semicolons);

}  // namespace migration

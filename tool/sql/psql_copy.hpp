#pragma once

// \copy … from, as COPY … FROM STDIN. The rules are those of PostgreSQL 18, src/bin/psql/copy.c.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sql/psql_variables.hpp"

namespace migration {

struct PsqlCopy {
    std::string statement;            // without a semicolon
    std::optional<std::string> file;  // nothing where the data stand in the script
};

// `arguments` is what stands behind the command on its line.
std::variant<PsqlCopy, PsqlRefusal> read_psql_copy(std::string_view arguments);

// A file's text as it stands behind the statement, with the line `\.`. Refused where a line of the
// file would end the data before the file's end.
std::variant<std::string, PsqlRefusal> copy_data_of(std::string_view text);

}  // namespace migration

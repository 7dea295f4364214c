#pragma once

#include <string_view>

namespace migration {

// A Python program that renders the revisions of an Alembic project as SQL. Its arguments: the
// alembic.ini, and the file into which it writes JSON:
// {"alembic": "1.13.1", "revisions": [{"revision", "path", "up": {"sql"} or {"error", "line"},
// "down": the same}]}, in an order in which they can be applied. It talks to no server. What it
// uses of Alembic is the same in versions 1.8 to 1.20.
extern const std::string_view alembic_program;

}  // namespace migration

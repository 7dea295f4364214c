#include "sql/psql_cells.hpp"

namespace migration {
namespace {

// In a dollar quote that ends behind the text, not within it.
std::string quoted_in_dollars(const std::string& text, const std::string& tag) {
    std::string mark = "$" + tag + "$";
    for (int i = 2; (text + mark).find(mark) != text.size(); ++i)
        mark = "$" + tag + std::to_string(i) + "$";
    return mark + text + mark;
}

}  // namespace

std::string run_cells_of(std::string_view query) {
    const std::string block =
        "DECLARE found_row record; cell text; cells text[] := '{}'; "
        "BEGIN FOR found_row IN EXECUTE " +
        quoted_in_dollars(std::string(query), "query") +
        " LOOP FOR cell IN SELECT value FROM pg_catalog.json_each_text("
        "pg_catalog.row_to_json(found_row)) LOOP "
        "cells := pg_catalog.array_append(cells, cell); END LOOP; END LOOP; "
        "FOREACH cell IN ARRAY cells LOOP "
        "IF cell IS NOT NULL THEN EXECUTE cell; END IF; END LOOP; END";
    return "DO " + quoted_in_dollars(block, "gexec");
}

}  // namespace migration

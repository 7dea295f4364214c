#pragma once

// What a line of formatted SQL is to Liquibase. The rules are those of Liquibase 4.33,
// liquibase/parser/AbstractFormattedChangeLogParser.java and
// liquibase/parser/core/formattedsql/FormattedSqlChangeLogParser.java.

#include <string_view>

namespace migration {

enum class LiquibaseMark {
    sql,  // a comment that Liquibase does not know is SQL, too
    header,
    property,
    ignore_lines,
    changeset,
    comment,
    rollback,
    rollback_block,  // up to the end of a comment of several lines
    preconditions,
    precondition,
    refused,   // spelt so that Liquibase refuses the file
    licensed,  // read by the editions that need a licence
};

struct LiquibaseLine {
    LiquibaseMark mark = LiquibaseMark::sql;
    std::string_view text;      // behind the word, as it stands there
    std::string_view expected;  // of a refused line: how it is meant to be spelt
};

LiquibaseLine parse_liquibase_line(std::string_view line);

// Whether the line ends a rollback block; `text` gets what stands before the end.
bool ends_rollback_block(std::string_view line, std::string_view& text);

// Whether the first line that is not blank is the header of a formatted file.
bool is_formatted_sql(std::string_view text);

}  // namespace migration

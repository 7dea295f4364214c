#pragma once

// Preconditions of a changeset, as SQL that runs before it. The rules are those of Liquibase 4.33,
// liquibase/parser/core/formattedsql/FormattedSqlChangeLogParser.java and
// liquibase/precondition/core/SqlPrecondition.java.

#include <optional>
#include <string>
#include <string_view>

namespace migration {

// What Liquibase does where a precondition does not hold.
enum class OnFail {
    stop,  // HALT, the default
    warn,  // WARN: the changeset runs all the same
    skip,  // MARK_RAN and CONTINUE: the run goes on without it
};

// Of the attributes in a "--preconditions" line.
OnFail on_fail(std::string_view line);

// One line that fails where a "sql-check" does not give what it expects. `text` is what stands
// behind "precondition-". Nothing for other checks.
std::optional<std::string> precondition_sql(std::string_view text);

}  // namespace migration

#pragma once

// The line that begins a changeset of formatted SQL: who it is, and its attributes. The rules are
// those of Liquibase 4.33, liquibase/parser/AbstractFormattedChangeLogParser.java,
// liquibase/database/DatabaseList.java and liquibase/util/StringUtil.java.

#include <optional>
#include <string>
#include <string_view>

namespace migration {

struct LiquibaseIdentity {
    std::string author;
    std::string id;
};

// "AUTHOR:ID …" behind the word; nothing where Liquibase refuses it.
std::optional<LiquibaseIdentity> liquibase_identity(std::string_view text);

// The value of an attribute such as "dbms:postgresql" in a line, without the quotes around it; the
// last one counts. Nothing where there is none.
std::optional<std::string> liquibase_attribute(std::string_view line, std::string_view name);
// The same, in letters, digits and underscores alone.
std::optional<std::string> liquibase_word(std::string_view line, std::string_view name);
bool liquibase_flag(std::string_view line, std::string_view name, bool otherwise);

// Whether a value such as "postgresql,!h2" includes PostgreSQL.
bool is_for_postgresql(std::string_view dbms);

// What ends a statement, beside the semicolon.
struct LiquibaseDelimiter {
    bool splits = true;
    std::string text;  // empty: a line with "/" or "GO" alone
};

// As the attributes say. Nothing where the end is a pattern that the tool does not know.
std::optional<LiquibaseDelimiter> liquibase_delimiter(std::string_view line, bool of_rollback);

// The line with a semicolon where the delimiter ends it.
std::string with_semicolon(std::string_view line, const LiquibaseDelimiter& delimiter);

}  // namespace migration

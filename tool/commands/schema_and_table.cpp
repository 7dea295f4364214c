#include "commands/schema_and_table.hpp"

#include "base/error.hpp"

namespace migration {

LedgerName schema_and_table(const std::string& option, const std::string& value,
                            std::size_t longest) {
    if (const auto name = ledger_named(value, longest)) return *name;
    throw Error(ErrorKind::usage,
                "expected SCHEMA.TABLE for " + option + " but found \"" + value + "\"",
                "as in " + option + " public.schema_migrations");
}

}  // namespace migration

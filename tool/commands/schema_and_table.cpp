#include "commands/schema_and_table.hpp"

#include "base/error.hpp"

namespace migration {

LedgerName schema_and_table(const std::string& option, const std::string& value,
                            std::size_t longest) {
    const auto dot = value.find('.');
    const bool fits = dot != std::string::npos && dot > 0 && dot + 1 < value.size() &&
                      value.find('.', dot + 1) == std::string::npos &&
                      value.size() - dot - 1 <= longest;
    if (!fits)
        throw Error(ErrorKind::usage,
                    "expected SCHEMA.TABLE for " + option + " but found \"" + value + "\"",
                    "as in " + option + " public.schema_migrations");
    return {value.substr(0, dot), value.substr(dot + 1)};
}

}  // namespace migration

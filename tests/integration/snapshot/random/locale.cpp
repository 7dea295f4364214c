// Collations and conversions.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> locale_productions() {
    static constexpr Production list[] = {
        {3, "CREATE COLLATION {schema}.{name} {FROM \"C\"|(LOCALE = 'C')|FROM {collation}}"},
        {2, "ALTER COLLATION {collation} {RENAME TO {name}|SET SCHEMA {schema}}"},
        {2, "DROP COLLATION {collation}{| CASCADE}"},
        {2,
         "CREATE{| DEFAULT} CONVERSION {schema}.{name} FOR {'LATIN1' TO 'UTF8' FROM "
         "iso8859_1_to_utf8|'UTF8' "
         "TO 'LATIN1' "
         "FROM utf8_to_iso8859_1}"},
        {2, "ALTER CONVERSION {conversion} {RENAME TO {name}|SET SCHEMA {schema}}"},
        {1, "DROP CONVERSION {conversion}"},
    };
    return list;
}

}  // namespace migration

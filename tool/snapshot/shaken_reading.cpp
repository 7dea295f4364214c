#include "snapshot/shaken_reading.hpp"

#include <set>

namespace migration {

bool is_shaken(const SqlError& error) {
    // internal_error; undefined_table, object, function, column, schema
    static const std::set<std::string> states{"XX000", "42P01", "42704", "42883", "42703", "3F000"};
    return error.kind() == ErrorKind::failed && states.contains(error.details().sqlstate);
}

}  // namespace migration

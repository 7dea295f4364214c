// Large objects.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> large_object_productions() {
    static constexpr Production list[] = {
        {3, "SELECT lo_create({large number})"},
        {3,
         "SELECT lo_put(oid, {int}, 'hello') FROM pg_largeobject_metadata WHERE oid = {large "
         "object}"},
        {2, "SELECT lo_from_bytea({large number}, 'some bytes')"},
        {2, "SELECT lo_unlink({large object})"},
        {1, "GRANT {SELECT|UPDATE} ON LARGE OBJECT {large object} TO {role}"},
        {1, "ALTER LARGE OBJECT {large object} OWNER TO {role}"},
        {1, "COMMENT ON LARGE OBJECT {large object} IS {text}"},
        {1, "SELECT lo_truncate(lo_open({large object}, 131072), 2)"},
    };
    return list;
}

}  // namespace migration

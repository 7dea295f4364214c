#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> schema_productions();
std::span<const Production> table_productions();
std::span<const Production> partition_productions();
std::span<const Production> column_productions();
std::span<const Production> constraint_productions();
std::span<const Production> index_productions();
std::span<const Production> view_productions();
std::span<const Production> trigger_productions();
std::span<const Production> policy_productions();
std::span<const Production> sequence_productions();
std::span<const Production> function_productions();
std::span<const Production> aggregate_productions();
std::span<const Production> type_productions();
std::span<const Production> operator_productions();
std::span<const Production> text_search_productions();
std::span<const Production> locale_productions();
std::span<const Production> foreign_productions();
std::span<const Production> replication_productions();
std::span<const Production> large_object_productions();
std::span<const Production> comment_productions();
std::span<const Production> privilege_productions();
std::span<const Production> owner_productions();
std::span<const Production> row_productions();
std::span<const Production> extension_productions();
std::span<const Production> temporary_productions();
std::span<const Production> server_productions();

std::span<const Topic> topics() {
    static const Topic table[] = {
        {"schemas", 3, schema_productions()},
        {"tables", 14, table_productions()},
        {"partitions", 6, partition_productions()},
        {"columns", 14, column_productions()},
        {"constraints", 9, constraint_productions()},
        {"indexes", 8, index_productions()},
        {"views", 9, view_productions()},
        {"triggers", 6, trigger_productions()},
        {"policies", 3, policy_productions()},
        {"sequences", 6, sequence_productions()},
        {"functions", 9, function_productions()},
        {"aggregates", 2, aggregate_productions()},
        {"types", 9, type_productions()},
        {"operators", 5, operator_productions()},
        {"text search", 4, text_search_productions()},
        {"locale", 2, locale_productions()},
        {"foreign data", 5, foreign_productions()},
        {"replication", 4, replication_productions()},
        {"large objects", 2, large_object_productions()},
        {"comments", 5, comment_productions()},
        {"privileges", 7, privilege_productions()},
        {"owners", 4, owner_productions()},
        {"rows", 14, row_productions()},
        {"extensions", 3, extension_productions()},
        {"temporary objects", 3, temporary_productions()},
        {"server", 1, server_productions()},
    };
    return table;
}

}  // namespace migration

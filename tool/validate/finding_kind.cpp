#include "validate/finding_kind.hpp"

#include <algorithm>
#include <iterator>

namespace migration {
namespace {

struct KindRow {
    FindingKind kind;
    std::string_view name;
    std::string_view verb;
};

constexpr KindRow kind_rows[] = {
    {FindingKind::left_behind, "left_behind", "leaves behind"},
    {FindingKind::lost, "lost", "loses"},
    {FindingKind::changed, "changed", "changes"},
    {FindingKind::order, "order", "leaves in another order"},
    {FindingKind::data, "data", "leaves other data in"},
    {FindingKind::further_on, "data", "leaves further on"},  // a sequence's value
    {FindingKind::varying, "volatile", "changes"},
    {FindingKind::error, "error", "changes"},
    {FindingKind::file, "file", "changes"},  // found by reading it
    {FindingKind::nothing, "nothing", "changes"},
    {FindingKind::session, "session", "changes"},
};

const KindRow& row_of(FindingKind kind) {
    return *std::find_if(std::begin(kind_rows), std::end(kind_rows),
                         [&](const auto& row) { return row.kind == kind; });
}

}  // namespace

std::string_view finding_kind_name(FindingKind kind) {
    return row_of(kind).name;
}

std::optional<FindingKind> finding_kind_named(std::string_view name) {
    const auto found = std::find_if(std::begin(kind_rows), std::end(kind_rows),
                                    [&](const auto& row) { return row.name == name; });
    return found == std::end(kind_rows) ? std::nullopt : std::optional(found->kind);
}

std::string_view finding_kind_verb(FindingKind kind) {
    return row_of(kind).verb;
}

}  // namespace migration

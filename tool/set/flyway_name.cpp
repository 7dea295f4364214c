// The rules are those of Flyway 13.0, flyway-core: internal/resource/ResourceNameParser.java,
// api/MigrationVersion.java, api/callback/Event.java.

#include "set/flyway_name.hpp"

#include <algorithm>
#include <iterator>
#include <regex>

#include "base/text.hpp"
#include "set/draft_order.hpp"

namespace migration {
namespace {

constexpr std::string_view events[] = {"beforeClean",
                                       "afterClean",
                                       "afterCleanError",
                                       "beforeMigrate",
                                       "beforeEachMigrate",
                                       "beforeEachMigrateStatement",
                                       "afterEachMigrateStatement",
                                       "afterEachMigrateStatementError",
                                       "afterEachMigrate",
                                       "afterEachMigrateError",
                                       "beforeRepeatables",
                                       "afterVersioned",
                                       "afterMigrateApplied",
                                       "afterMigrate",
                                       "afterMigrateError",
                                       "beforeUndo",
                                       "beforeEachUndo",
                                       "beforeEachUndoStatement",
                                       "afterEachUndoStatement",
                                       "afterEachUndoStatementError",
                                       "afterEachUndo",
                                       "afterEachUndoError",
                                       "afterUndo",
                                       "afterUndoError",
                                       "beforeValidate",
                                       "afterValidate",
                                       "afterValidateError",
                                       "beforeBaseline",
                                       "afterBaseline",
                                       "afterBaselineError",
                                       "beforeRepair",
                                       "afterRepair",
                                       "afterRepairError",
                                       "beforeInfo",
                                       "afterInfo",
                                       "afterInfoError",
                                       "afterMigrateOperationFinish",
                                       "afterInfoOperationFinish",
                                       "createSchema",
                                       "beforeCreateSchema",
                                       "beforeConnect",
                                       "afterConnect"};

std::optional<FlywayKind> versioned_kind(char prefix) {
    switch (prefix) {
        case 'V':
            return FlywayKind::versioned;
        case 'U':
            return FlywayKind::undo;
        case 'B':
            return FlywayKind::baseline;
        default:
            return std::nullopt;
    }
}

// A point ends a group only before a digit, so "1_" is no version.
bool is_version(std::string_view text) {
    static const std::regex shape("[0-9]+([._][0-9]+)*");
    return text.size() <= 200 && std::regex_match(text.begin(), text.end(), shape);
}

std::vector<std::string_view> groups_of(std::string_view version) {
    auto groups = split(version, '.');
    while (!groups.empty() && groups.back().find_first_not_of('0') == std::string_view::npos)
        groups.pop_back();
    return groups;
}

}  // namespace

std::optional<FlywayName> flyway_name(std::string_view path, std::string_view suffix) {
    const auto name = path.substr(path.rfind('/') + 1);
    if (name.size() <= suffix.size() + 1 || !to_lower(name).ends_with(suffix)) return std::nullopt;
    const auto stem = name.substr(0, name.size() - suffix.size());
    const auto separator = stem.find("__");
    const bool has_separator = separator != std::string_view::npos;
    const auto head = stem.substr(0, separator);
    const std::string description(has_separator ? stem.substr(separator + 2) : "");
    if (std::find(std::begin(events), std::end(events), head) != std::end(events))
        return FlywayName{FlywayKind::callback, "", std::string(head), has_separator};
    if (head == "R") return FlywayName{FlywayKind::repeatable, "", description, has_separator};
    const auto kind = head.empty() ? std::nullopt : versioned_kind(head.front());
    if (!kind || !is_version(head.substr(1))) return std::nullopt;
    std::string version(head.substr(1));
    std::replace(version.begin(), version.end(), '_', '.');
    return FlywayName{*kind, version, description, has_separator};
}

bool flyway_version_less(std::string_view a, std::string_view b) {
    const auto groups_a = groups_of(a), groups_b = groups_of(b);
    return std::lexicographical_compare(groups_a.begin(), groups_a.end(), groups_b.begin(),
                                        groups_b.end(), number_less);
}

}  // namespace migration

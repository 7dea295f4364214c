#include "set/layout.hpp"

namespace migration {

const std::vector<const Layout*>& layouts() {
    static const std::vector<const Layout*> table{
        &up_down_layout,     &rollback_suffix_layout, &marked_layout, &up_down_folders_layout,
        &folder_each_layout, &goose_layout,           &dbmate_layout, &sql_migrate_layout,
        &sqitch_layout,      &liquibase_layout,
    };
    return table;
}

const Layout& plain_layout() {
    return rollback_suffix_layout;
}

std::vector<std::string> layout_names() {
    std::vector<std::string> names;
    for (const auto* layout : layouts()) names.emplace_back(layout->name);
    return names;
}

}  // namespace migration

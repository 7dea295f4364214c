#include "set/layout.hpp"

namespace migration {

const std::vector<Layout>& layouts() {
    static const std::vector<Layout> table{up_down_layout, rollback_suffix_layout, marked_layout,
                                           up_down_folders_layout, folder_each_layout};
    return table;
}

}  // namespace migration

#include "set/depends_order.hpp"

#include <algorithm>

#include "set/dependency_order.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

bool comes_last(const Migration& migration) {
    return migration.seed || migration.repeatable;
}

class DependsOrder {
public:
    DependsOrder(MigrationSet& set, Problems& problems) : set_(set), problems_(problems) {}

    void run() {
        std::vector<std::vector<Need>> needs;
        needs.reserve(set_.migrations.size());
        for (const auto& migration : set_.migrations) needs.push_back(needs_of(migration));
        if (std::all_of(needs.begin(), needs.end(), [](const auto& each) { return each.empty(); }))
            return;
        note_moves();
        order_by_needs(set_.migrations, needs, DependencyOrder::earliest_first, "@depends",
                       problems_);
    }

private:
    std::vector<Need> needs_of(const Migration& migration) {
        std::vector<Need> needs;
        const std::string file = shown_file(set_, migration.up);
        for (const auto& [version, line] : migration.up.annotations.depends) {
            const Migration* other = set_.find(version);
            if (other != nullptr && comes_last(*other) && !comes_last(migration))
                problems_.push_back(
                    {"depends", file, line,
                     "\"@depends\" names a " +
                         std::string(other->seed ? "seed" : "repeatable migration") +
                         ", which is applied behind all versions: \"" + version + "\"",
                     "make what this migration needs in a migration of its own"});
            else
                needs.push_back({version, file, line});
        }
        return needs;
    }

    // The first that stands behind it; null where there is none.
    const Dependency* late_need(const Migration& migration) const {
        for (const auto& need : migration.up.annotations.depends) {
            const Migration* other = set_.find(need.version);
            if (other != nullptr && other > &migration &&
                comes_last(*other) == comes_last(migration))
                return &need;
        }
        return nullptr;
    }

    void note_moves() {
        for (const auto& migration : set_.migrations)
            if (const auto* need = late_need(migration))
                problems_.push_back({"depends-order", shown_file(set_, migration.up), need->line,
                                     "\"" + migration.name() + "\" is applied behind \"" +
                                         set_.find(need->version)->name() +
                                         "\", which it depends on",
                                     ""});
    }

    MigrationSet& set_;
    Problems& problems_;
};

}  // namespace

void order_by_depends(MigrationSet& set, Problems& problems) {
    DependsOrder(set, problems).run();
}

}  // namespace migration

#include "set/dependency_order.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>

#include "base/text.hpp"
#include "set/migration.hpp"

namespace migration {
namespace {

using Indices = std::vector<std::size_t>;

class Sorter {
public:
    Sorter(const std::vector<std::string_view>& versions,
           const std::vector<std::vector<Need>>& needs, std::string_view keyword,
           Problems& problems)
        : versions_(versions),
          needs_(needs),
          keyword_("\"" + std::string(keyword) + "\""),
          problems_(problems),
          needed_(versions.size()),
          needing_(versions.size()) {
        std::map<std::string_view, std::size_t, VersionOrder> places;
        for (std::size_t i = 0; i < versions.size(); ++i) places.emplace(versions[i], i);
        for (std::size_t i = 0; i < versions.size(); ++i)
            for (const auto& need : needs[i]) {
                const auto place = places.find(need.version);
                if (place == places.end()) {
                    report_unknown(need);
                    continue;
                }
                needed_[i].push_back(place->second);
                needing_[place->second].push_back(i);
            }
    }

    Indices run(DependencyOrder order) {
        Indices sorted = earliest_first();
        std::vector<bool> is_sorted(versions_.size());
        for (const auto i : sorted) is_sorted[i] = true;
        if (order == DependencyOrder::near_what_is_needed) sorted = depth_first(is_sorted);
        report_cycles(is_sorted);
        for (std::size_t i = 0; i < versions_.size(); ++i)
            if (!is_sorted[i]) sorted.push_back(i);
        return sorted;
    }

private:
    void report_unknown(const Need& need) {
        problems_.push_back(
            {"depends", need.file, need.line,
             keyword_ + " names a version that is not in the set: \"" + need.version + "\"",
             "add that migration, or take it out of the list"});
    }

    Indices earliest_first() const {
        std::priority_queue<std::size_t, Indices, std::greater<>> ready;
        std::vector<std::size_t> open(versions_.size());
        for (std::size_t i = 0; i < versions_.size(); ++i) {
            open[i] = needed_[i].size();
            if (open[i] == 0) ready.push(i);
        }
        Indices sorted;
        while (!ready.empty()) {
            const auto next = ready.top();
            ready.pop();
            sorted.push_back(next);
            for (const auto i : needing_[next])
                if (--open[i] == 0) ready.push(i);
        }
        return sorted;
    }

    Indices depth_first(const std::vector<bool>& is_free_of_cycles) const {
        std::vector<bool> is_seen(versions_.size());
        Indices turned;
        struct Visit {
            std::size_t index;
            Indices left;  // the last comes next
        };
        std::vector<Visit> path;
        const auto visit = [&](std::size_t i) {
            if (is_seen[i] || !is_free_of_cycles[i]) return;
            is_seen[i] = true;
            Indices left = needing_[i];
            std::sort(left.begin(), left.end());
            path.push_back({i, std::move(left)});
        };
        for (auto i = versions_.size(); i-- > 0;) {
            if (!needed_[i].empty()) continue;
            visit(i);
            while (!path.empty()) {
                auto& here = path.back();
                if (here.left.empty()) {
                    turned.push_back(here.index);
                    path.pop_back();
                    continue;
                }
                const auto next = here.left.back();
                here.left.pop_back();
                visit(next);
            }
        }
        return {turned.rbegin(), turned.rend()};
    }

    // Follows what is needed from each migration of no place, until the way comes round.
    void report_cycles(const std::vector<bool>& is_sorted) {
        std::vector<std::size_t> walk_of(versions_.size());
        for (std::size_t start = 0; start < versions_.size(); ++start) {
            Indices way;
            auto at = start;
            while (!is_sorted[at] && walk_of[at] == 0) {
                walk_of[at] = start + 1;
                way.push_back(at);
                at = *std::find_if(needed_[at].begin(), needed_[at].end(),
                                   [&](const auto need) { return !is_sorted[need]; });
            }
            if (is_sorted[at] || way.empty() || walk_of[at] != start + 1) continue;
            report_cycle({std::find(way.begin(), way.end(), at), way.end()});
        }
    }

    void report_cycle(const Indices& cycle) {
        std::vector<std::string> names;
        for (const auto i : cycle) names.emplace_back(versions_[i]);
        names.push_back(names.front());
        const auto& needs = needs_[cycle.front()];
        const auto need = std::find_if(needs.begin(), needs.end(), [&](const auto& each) {
            return same_version(each.version, names[1]);
        });
        problems_.push_back(
            {"dependency-cycle", need->file, need->line,
             keyword_ + " leads back to where it began: \"" + join(names, "\" needs \"") + "\"",
             "take one of them out of its list"});
    }

    const std::vector<std::string_view>& versions_;
    const std::vector<std::vector<Need>>& needs_;
    std::string keyword_;
    Problems& problems_;
    std::vector<Indices> needed_, needing_;
};

}  // namespace

std::vector<std::size_t> order_of_needs(const std::vector<std::string_view>& versions,
                                        const std::vector<std::vector<Need>>& needs,
                                        DependencyOrder order, std::string_view keyword,
                                        Problems& problems) {
    return Sorter(versions, needs, keyword, problems).run(order);
}

}  // namespace migration

#include "adopt/adoption.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

constexpr std::size_t most_shown = 10;

std::string quoted_list(const std::vector<std::string>& names) {
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < std::min(names.size(), most_shown); ++i)
        shown.push_back("\"" + names[i] + "\"");
    if (names.size() > most_shown)
        shown.push_back("and " + std::to_string(names.size() - most_shown) + " more");
    return join(shown, ", ");
}

class HistoryMatch {
public:
    HistoryMatch(const MigrationSet& set, const ForeignHistory& history, const HistoryTool& tool,
                 const AdoptionOptions& options)
        : set_(set),
          history_(history),
          tool_(tool),
          options_(options),
          recorded_(set.migrations.size()) {
        for (std::size_t i = 0; i < set.migrations.size(); ++i)
            for (auto& key : tool.identity->of_migration(set.migrations[i])) {
                auto& places = places_[std::move(key)];
                if (places.empty() || places.back() != i) places.push_back(i);
            }
    }

    Adoption run() {
        adoption_.refusals = history_.refusals;
        adoption_.warnings = history_.warnings;
        for (std::size_t i = 0; i < history_.records.size(); ++i) take(history_.records[i], i);
        refuse_unknown();
        for (std::size_t i = 0; i < set_.migrations.size(); ++i) {
            if (recorded_[i])
                adoption_.adopted.push_back({&set_.migrations[i], *recorded_[i]});
            else
                adoption_.pending.push_back(&set_.migrations[i]);
        }
        warn_of_order();
        return std::move(adoption_);
    }

private:
    const Migration& migration(std::size_t place) const { return set_.migrations[place]; }

    void take(const HistoryRecord& record, std::size_t number) {
        if (record.state == RecordState::baseline) return take_baseline(record);
        const auto place = find(record, number);
        if (!place) return not_in_set(record);
        switch (record.state) {
            case RecordState::up_to:
                for (std::size_t i = 0; i < *place; ++i)
                    if (!migration(i).seed) mark(i, record);
                break;
            case RecordState::doubtful:
                doubt(*place, record);
                break;
            case RecordState::repeatable:
                if (!is_unchanged(*place, record)) return runs_again(*place);
                break;
            default:
                if (!is_unchanged(*place, record)) changed(*place);
        }
        mark(*place, record);
    }

    // The first that stands for a migration keeps it. Repeatable scripts have no place in the
    // order.
    void mark(std::size_t place, const HistoryRecord& record) {
        if (!recorded_[place]) recorded_[place] = record.recorded;
        if (record.state != RecordState::repeatable) newest_ = std::max(newest_, place);
    }

    std::optional<std::size_t> find(const HistoryRecord& record, std::size_t number) {
        for (const auto& key : tool_.identity->of_record(record.recorded)) {
            const auto found = places_.find(key);
            if (found == places_.end()) continue;
            const auto& places = found->second;
            if (places.size() == 1) return places.front();
            if (!tool_.identity->repeats) {
                refuse_ambiguous(record, places);
                return places.front();
            }
            if (auto& taken = taken_[key]; taken < places.size()) return places[taken++];
        }
        if (options_.accepts_changed && tool_.identity->has_position &&
            number < set_.migrations.size()) {
            changed(number);
            return number;
        }
        return std::nullopt;
    }

    void take_baseline(const HistoryRecord& record) {
        const auto keys = tool_.identity->of_record(record.recorded);
        const auto found = places_.find(keys.front());
        for (std::size_t i = 0; i < set_.migrations.size(); ++i) {
            const bool is_covered = found != places_.end()
                                        ? i <= found->second.front()
                                        : version_less(migration(i).version, record.recorded);
            if (is_covered && !migration(i).seed) mark(i, record);
        }
    }

    bool is_unchanged(std::size_t place, const HistoryRecord& record) const {
        return tool_.is_unchanged == nullptr || record.checksum.empty() ||
               tool_.is_unchanged(migration(place), record.checksum);
    }

    void refuse(std::string reason, std::string way_out) {
        adoption_.refusals.push_back({std::move(reason), std::move(way_out)});
    }

    void changed(std::size_t place) {
        const std::string file = shown_file(set_, migration(place).up);
        const std::string what = "the script is not the one that " + history_.tool + " applied";
        if (options_.accepts_changed)
            adoption_.warnings.push_back(file + ": " + what);
        else
            adoption_.refusals.push_back(
                {what,
                 "restore the script as it was, or take it as it is now with --accept-changed",
                 file});
    }

    void runs_again(std::size_t place) {
        adoption_.warnings.push_back(shown_file(set_, migration(place).up) +
                                     ": the script changed after " + history_.tool +
                                     " ran it, and stays pending");
    }

    void doubt(std::size_t place, const HistoryRecord& record) {
        if (options_.is_compared)
            adoption_.warnings.push_back("\"" + migration(place).name() +
                                         "\" counts as applied: it is " + record.reason);
        else
            refuse("\"" + record.recorded + "\" is " + record.reason +
                       "; only a comparison with a manifest tells what the database has",
                   "use the packaged runner, or name the manifest with --manifest FILE");
    }

    // What a repeatable script did, the next version of it does again.
    void not_in_set(const HistoryRecord& record) {
        if (record.state == RecordState::repeatable)
            adoption_.warnings.push_back(history_.tool + " has also run \"" + record.recorded +
                                         "\", which set \"" + set_.name + "\" does not have");
        else
            unknown_.push_back(record.recorded);
    }

    void refuse_unknown() {
        if (unknown_.empty()) return;
        if (tool_.identity->has_position)
            return refuse("it has " + counted(unknown_.size(), "migration") +
                              " whose text no script of set \"" + set_.name +
                              "\" has: " + quoted_list(unknown_),
                          "restore the scripts as they were, or take them in their order, as they "
                          "are now, with --accept-changed");
        refuse("it has " + counted(unknown_.size(), "migration") + " that set \"" + set_.name +
                   "\" does not have: " + quoted_list(unknown_),
               "add the scripts to the set, or use a program whose set has them");
    }

    void refuse_ambiguous(const HistoryRecord& record, const std::vector<std::size_t>& places) {
        std::vector<std::string> names;
        names.reserve(places.size());
        for (const auto place : places) names.push_back(migration(place).name());
        refuse("\"" + record.recorded + "\" may be any of several migrations of set \"" +
                   set_.name + "\": " + quoted_list(names),
               "give the scripts names that differ");
    }

    void warn_of_order() {
        std::vector<std::string> older;
        for (std::size_t i = 0; i < newest_; ++i)
            if (!recorded_[i]) older.push_back(migration(i).name());
        if (!older.empty())
            adoption_.warnings.push_back(
                "older than what is applied, and still pending: " + quoted_list(older) +
                "; 'up' applies such migrations with --allow-out-of-order");
    }

    const MigrationSet& set_;
    const ForeignHistory& history_;
    const HistoryTool& tool_;
    const AdoptionOptions& options_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> places_;  // by key
    std::map<std::string, std::size_t, std::less<>> taken_;                // of a key's places
    std::vector<std::optional<std::string>> recorded_;                     // by place
    std::size_t newest_ = 0;  // the last place that is applied
    std::vector<std::string> unknown_;
    Adoption adoption_;
};

}  // namespace

Adoption adopt(const MigrationSet& set, const ForeignHistory& history, const HistoryTool& tool,
               const AdoptionOptions& options) {
    return HistoryMatch(set, history, tool, options).run();
}

}  // namespace migration

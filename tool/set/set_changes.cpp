#include "set/set_changes.hpp"

#include <algorithm>
#include <set>

#include "base/shell.hpp"
#include "base/text.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

constexpr const char* restore_it =
    "databases that have applied it stay as they are: restore it, and make the change in a new "
    "migration";

bool is_same(const Migration& a, const Migration& b) {
    return a.slug == b.slug && a.up.checksum == b.up.checksum;
}

bool stands_last(const Migration& migration) {
    return migration.seed || migration.repeatable;
}

class Comparison {
public:
    Comparison(const EarlierSets& earlier, const MigrationSet& now)
        : earlier_(earlier),
          now_(now),
          is_in_order_of_versions_(std::is_sorted(
              now.migrations.begin(), now.migrations.end(),
              [](const auto& a, const auto& b) { return version_less(a.version, b.version); })) {}

    std::vector<SetChange> run() {
        for (const auto& before : earlier_.base.migrations)
            if (!before.repeatable) compare(before);
        for (const auto& migration : now_.migrations)
            if (is_new(migration)) check_place(migration);
        return std::move(changes_);
    }

private:
    std::string since() const { return " since \"" + earlier_.name + "\""; }

    void report(const std::string& rule, const Script& shown, const std::string& message,
                const std::string& hint, const std::string& file) {
        changes_.push_back({{rule, shown_file(now_, shown), 0, message, hint}, file});
    }

    void compare(const Migration& before) {
        const Migration* after = now_.find(before.version);
        if (after == nullptr) return report_gone(before);
        if (before.slug != after->slug) return report_another(before, *after);
        if (before.up.checksum != after->up.checksum)
            return report("changed-script", after->up,
                          "the up script of \"" + after->name() + "\" has changed" + since(),
                          restore_it, before.up.file);
        compare_other(before.down, after->down, "down", *after);
        compare_other(before.verify, after->verify, "verify", *after);
    }

    // A database takes the down script of the program that undoes: a wrong one may be mended.
    void compare_other(const std::optional<Script>& before, const std::optional<Script>& after,
                       const std::string& script, const Migration& migration) {
        const bool is_equal = before && after && before->checksum == after->checksum;
        if (is_equal || (!before && !after)) return;
        const Script& shown = after ? *after : migration.up;
        report("changed-other-script", shown,
               "the " + script + " script of \"" + migration.name() + "\" " +
                   (!before  ? "is new"
                    : !after ? "was removed"
                             : "has changed") +
                   since(),
               "", before ? before->file : after->file);
    }

    void report_another(const Migration& before, const Migration& after) {
        const bool is_equal = before.up.checksum == after.up.checksum;
        report(is_equal ? "renamed-migration" : "changed-script", after.up,
               "migration \"" + before.name() + "\" was " +
                   (is_equal ? "renamed to" : "replaced by") + " \"" + after.name() + "\"" +
                   since(),
               is_equal ? "give it its name back" : restore_it, before.up.file);
    }

    // Gone by its version: under another one it is new to every database.
    void report_gone(const Migration& before) {
        const auto twin = std::find_if(
            now_.migrations.begin(), now_.migrations.end(), [&](const Migration& other) {
                return earlier_.base.find(other.version) == nullptr &&
                       !trim(before.up.text).empty() && other.up.checksum == before.up.checksum;
            });
        if (twin == now_.migrations.end())
            return report("removed-migration", before.up,
                          "migration \"" + before.name() + "\" was removed" + since(),
                          "restore its files: databases that have applied it need them",
                          before.up.file);
        twins_.insert(&*twin);
        report(
            "renamed-migration", twin->up,
            "migration \"" + before.name() + "\" was renamed to \"" + twin->name() + "\"" + since(),
            "give it its version back: under another one databases would apply it again",
            before.up.file);
    }

    bool is_new(const Migration& migration) const {
        return !migration.repeatable && !twins_.contains(&migration) &&
               earlier_.base.find(migration.version) == nullptr;
    }

    void check_place(const Migration& migration) {
        const std::string hint = "give it a later version: migration-tool renumber " +
                                 shell_quoted(now_.directory) + " " +
                                 shell_quoted(migration.name());
        if (const Migration* other = earlier_.tip.find(migration.version)) {
            if (!is_same(*other, migration))
                report("taken-version", migration.up,
                       "version \"" + migration.version + "\" is \"" + other->name() + "\" on \"" +
                           earlier_.name + "\"",
                       hint, "");
            return;
        }
        if (const Migration* later = newest_behind(migration))
            report("late-version", migration.up,
                   "\"" + migration.name() + "\" stands before \"" + later->name() +
                       "\", which \"" + earlier_.name + "\" has already",
                   hint, "");
    }

    // The newest of the tip's migrations that stands behind it; null where there is none.
    const Migration* newest_behind(const Migration& migration) const {
        if (stands_last(migration)) return nullptr;
        const Migration* newest = nullptr;
        for (const auto& other : earlier_.tip.migrations)
            if (!stands_last(other) && is_before(migration, other)) newest = &other;
        return newest;
    }

    // Where the layout has an order of its own, nobody knows the place of what is not in the set.
    bool is_before(const Migration& a, const Migration& b) const {
        if (now_.find(b.version) != nullptr) return now_.is_before(a.version, b.version);
        return is_in_order_of_versions_ && version_less(a.version, b.version);
    }

    const EarlierSets& earlier_;
    const MigrationSet& now_;
    bool is_in_order_of_versions_;
    std::set<const Migration*> twins_;  // those that stand for one that is gone
    std::vector<SetChange> changes_;
};

}  // namespace

std::vector<SetChange> changes_since(const EarlierSets& earlier, const MigrationSet& now) {
    return Comparison(earlier, now).run();
}

}  // namespace migration

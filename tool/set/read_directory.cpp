#include "set/read_directory.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "set/choose_layout.hpp"
#include "set/foreign_files.hpp"
#include "set/history_rules.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/script.hpp"
#include "set/source_files.hpp"

namespace migration {
namespace {

class DirectoryReader {
public:
    explicit DirectoryReader(const SetOptions& options) : options_(options) {}

    ReadSet run() {
        list_sources(options_.directory, "", sources_, read_.problems);
        if (options_.seeds) list_sources(*options_.seeds, "seeds/", seeds_, read_.problems);
        const Layout& layout = choose_layout(options_.layout, sources_);
        downs_ = options_.downs.value_or(layout.downs);
        only_goes_up_ = layout.downs == Downs::none;
        describe_set(layout);
        for (auto& draft : drafts(layout)) add(std::move(draft));
        check_history(read_.set, read_.problems);
        if (layout.check != nullptr) layout.check(read_.set, read_.inputs, read_.problems);
        std::stable_sort(read_.problems.begin(), read_.problems.end(),
                         [](const auto& a, const auto& b) {
                             return std::tie(a.file, a.line) < std::tie(b.file, b.line);
                         });
        return std::move(read_);
    }

private:
    void describe_set(const Layout& layout) {
        auto directory = options_.directory.lexically_normal();
        if (directory.filename().empty()) directory = directory.parent_path();
        auto& set = read_.set;
        set.name = options_.name.empty() ? std::filesystem::absolute(directory).filename().string()
                                         : options_.name;
        set.layout = layout.name;
        set.directory = options_.directory.string();
        set.ledger = options_.ledger;
        set.idempotence = options_.idempotence;
        set.column_order = options_.column_order;
        set.sequences = options_.sequences;
        read_.inputs = sources_.inputs;
        read_.inputs.insert(read_.inputs.end(), seeds_.inputs.begin(), seeds_.inputs.end());
        if (options_.prerequisites) {
            read_.inputs.push_back(*options_.prerequisites);
            set.prerequisites =
                read_prerequisites(*options_.prerequisites, options_.ledger, read_.problems);
        }
    }

    // Those of the seeds' directory stand behind all others.
    std::vector<Draft> drafts(const Layout& layout) {
        auto all = layout.read(sources_, read_.problems);
        for (auto& seed : read_seeds(seeds_, read_.problems)) {
            const auto twin = std::find_if(all.begin(), all.end(), [&](const auto& other) {
                return same_version(other.version, seed.version);
            });
            if (twin == all.end())
                all.push_back(std::move(seed));
            else
                read_.problems.push_back(version_taken(
                    seed.version.substr(seed.version.find('.') + 1), shown(seed), shown(*twin)));
        }
        return all;
    }

    static const std::string& shown(const Draft& draft) {
        return draft.up ? draft.up->shown : draft.down->shown;
    }

    Script script(DraftScript draft, bool goes_down = false) {
        // Where the tool runs whole files, a comment such as "-- rollback" divides none.
        report_foreign_marker(draft, goes_down || only_goes_up_, read_.problems);
        return make_script(std::move(draft), options_.ledger, read_.problems);
    }

    // A migration without a down script is an irreversible one where none is required.
    void accept_missing_down(Migration& migration) const {
        auto& irreversible = migration.up.annotations.irreversible;
        if (migration.down || irreversible || downs_ == Downs::required) return;
        irreversible = downs_ == Downs::none ? "the set has no down scripts (DOWN NONE)"
                                             : "it has no down script (DOWN OPTIONAL)";
    }

    void add(Draft draft) {
        if (!draft.up) {
            read_.problems.push_back(
                {"down-without-up", draft.down->shown, 0,
                 "a down script without its up: version \"" + draft.version + "\"",
                 "add the up script, or remove this file"});
            return;
        }
        Migration migration{
            draft.version, draft.slug, draft.seed, script(std::move(*draft.up)), {}, {}};
        if (draft.down) migration.down = script(std::move(*draft.down), true);
        accept_missing_down(migration);
        if (draft.verify) {
            const std::string shown = draft.verify->shown;
            migration.verify = script(std::move(*draft.verify));
            check_verify(*migration.verify, shown, read_.problems);
        }
        read_.set.migrations.push_back(std::move(migration));
    }

    const SetOptions& options_;
    SourceFiles sources_;
    SourceFiles seeds_;
    Downs downs_ = Downs::required;
    bool only_goes_up_ = false;
    ReadSet read_;
};

}  // namespace

ReadSet read_directory(const SetOptions& options) {
    return DirectoryReader(options).run();
}

Script read_prerequisites(const std::filesystem::path& file, const LedgerName& ledger,
                          Problems& problems) {
    return make_script({file.string(), file.string(), read_named_source(file, problems)}, ledger,
                       problems);
}

}  // namespace migration

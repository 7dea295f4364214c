#include "set/read_directory.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "set/choose_layout.hpp"
#include "set/depends_order.hpp"
#include "set/foreign_files.hpp"
#include "set/history_rules.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/psql_script.hpp"
#include "set/read_tree.hpp"
#include "set/script.hpp"
#include "set/set_config.hpp"
#include "set/source_files.hpp"
#include "set/version_gaps.hpp"

namespace migration {
namespace {

// Reads one folder: a set, or one store of a tree.
class DirectoryReader {
public:
    DirectoryReader(SetOptions options, SetConfig config, std::string store = "")
        : config_(std::move(config)),
          options_(std::move(options)),
          ledger_(options_.ledger.value_or(LedgerName{})),
          store_(std::move(store)) {}

    ReadSet run() {
        list_sources(options_.directory, "", sources_, read_.problems);
        sources_.python = options_.python;
        if (options_.seeds) list_sources(*options_.seeds, "seeds/", seeds_, read_.problems);
        const Layout& layout = choose_layout(options_.layout, sources_);
        if (layout.any_suffix_case)
            accept_odd_suffixes(sources_, read_.problems);
        else
            report_odd_suffixes(sources_, read_.problems);
        report_odd_suffixes(seeds_, read_.problems);
        downs_ = options_.downs.value_or(layout.downs);
        only_goes_up_ = layout.downs == Downs::none;
        describe_set(layout);
        for (auto& draft : drafts(layout)) add(std::move(draft));
        accept_included();
        if (store_.empty()) order_by_depends(read_.set, read_.problems);
        check_history(read_.set, read_.problems);
        check_gaps(read_.set, options_.gaps.value_or(Gaps::note), read_.problems);
        if (store_.empty()) check_config_names(config_, read_.set, read_.problems);
        if (layout.check != nullptr) layout.check(read_.set, read_.inputs, read_.problems);
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
        set.ledger = ledger_;
        set.idempotence = options_.idempotence.value_or(set.idempotence);
        set.column_order = options_.column_order.value_or(set.column_order);
        set.sequences = options_.sequences.value_or(set.sequences);
        set.waivers = config_.waivers;
        set.drift = config_.drift;
        read_.servers = options_.servers;
        read_.options = options_;
        read_.config = config_.file;
        read_known();
        read_.inputs = sources_.inputs;
        read_.inputs.insert(read_.inputs.end(), seeds_.inputs.begin(), seeds_.inputs.end());
        if (!config_.file.empty()) read_.inputs.push_back(config_.file);
        if (options_.prerequisites) {
            read_.inputs.push_back(*options_.prerequisites);
            set.prerequisites =
                read_prerequisites(*options_.prerequisites, ledger_, included_, read_.problems);
        }
    }

    // The file where known findings are, or would be written.
    void read_known() {
        const auto file =
            options_.baseline.value_or(options_.directory / std::string(known_findings_name));
        read_.known.file = file;
        if (!std::filesystem::exists(file)) return;
        read_.known = read_known_findings(file);
        read_.set.known_digest = read_.known.digest;
        read_.inputs.push_back(file);
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

    // "001" as versions of a tree are spelt: "postgres.001".
    std::string in_tree(const std::string& version) const {
        return store_.empty() ? version : store_ + "." + version;
    }

    static const std::string& shown(const Draft& draft) {
        return draft.up ? draft.up->shown : draft.down->shown;
    }

    // What the set's file of options says of one script.
    std::vector<const ScriptOptions*> options_of(const Draft& draft,
                                                 std::string_view script) const {
        std::vector<const ScriptOptions*> found;
        for (const auto& each : config_.scripts)
            if (names_migration(each.migration, in_tree(draft.version),
                                migration_name(in_tree(draft.version), draft.slug)) &&
                (each.script.empty() || each.script == script))
                found.push_back(&each);
        return found;
    }

    // A comment in the script itself wins over the file of options.
    Script script(DraftScript draft, const std::vector<const ScriptOptions*>& options, bool is_seed,
                  bool goes_down) {
        // Where the tool runs whole files, a comment such as "-- rollback" divides none.
        report_foreign_marker(draft, goes_down || only_goes_up_, read_.problems);
        translate_psql(draft, is_seed ? *options_.seeds : options_.directory, included_,
                       read_.problems);
        if (draft.file_text == draft.text) draft.file_text.clear();
        for (const auto* each : options)
            draft.no_transaction = draft.no_transaction || each->no_transaction;
        Script script = make_script(std::move(draft), ledger_, read_.problems);
        auto& annotations = script.annotations;
        for (const auto* each : options) {
            if (!annotations.lock_timeout) annotations.lock_timeout = each->lock_timeout;
            if (!annotations.statement_timeout)
                annotations.statement_timeout = each->statement_timeout;
            annotations.requires_extensions.insert(annotations.requires_extensions.end(),
                                                   each->requires_extensions.begin(),
                                                   each->requires_extensions.end());
        }
        return script;
    }

    // A migration without a down script is an irreversible one where none is required.
    void accept_missing_down(Migration& migration) const {
        auto& irreversible = migration.up.annotations.irreversible;
        if (migration.down || irreversible) return;
        if (migration.repeatable) irreversible = "a repeatable migration";
        for (const auto& waiver : config_.waivers)
            if (waiver.kind == "irreversible" &&
                names_migration(waiver.migration, in_tree(migration.version),
                                in_tree(migration.name())))
                irreversible = waiver.reason;
        if (irreversible || downs_ == Downs::required) return;
        irreversible = downs_ == Downs::none ? "the set has no down scripts (DOWN NONE)"
                                             : "it has no down script (DOWN OPTIONAL)";
    }

    // What a script includes needs no name of a migration.
    void accept_included() {
        std::erase_if(read_.problems, [&](const auto& problem) {
            return (problem.rule == "unreadable-name" || problem.rule == "passed-over") &&
                   included_.contains(problem.file);
        });
        for (const auto& input : read_.inputs) included_.erase(input);
        read_.inputs.insert(read_.inputs.end(), included_.begin(), included_.end());
    }

    void add(Draft draft) {
        if (!draft.up) {
            read_.problems.push_back(
                {"down-without-up", draft.down->shown, 0,
                 "a down script without its up: version \"" + draft.version + "\"",
                 "add the up script, or remove this file"});
            return;
        }
        const auto of_up = options_of(draft, "up"), of_down = options_of(draft, "down");
        Migration migration{draft.version,
                            draft.slug,
                            draft.seed,
                            script(std::move(*draft.up), of_up, draft.seed, false),
                            {},
                            {}};
        if (draft.down) migration.down = script(std::move(*draft.down), of_down, draft.seed, true);
        migration.repeatable = draft.repeatable;
        migration.journal_time = draft.journal_time;
        accept_missing_down(migration);
        if (draft.verify) {
            const std::string shown = draft.verify->shown;
            migration.verify = script(std::move(*draft.verify), {}, draft.seed, false);
            check_verify(*migration.verify, shown, read_.problems);
        }
        read_.set.migrations.push_back(std::move(migration));
    }

    ReadSet read_;  // before what its problems go into
    SetConfig config_;
    SetOptions options_;
    LedgerName ledger_;
    std::string store_;  // empty: the set is no tree
    SourceFiles sources_;
    SourceFiles seeds_;
    std::set<std::filesystem::path> included_;  // by scripts in psql's dialect
    Downs downs_ = Downs::required;
    bool only_goes_up_ = false;
};

void sort_by_place(Problems& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const auto& a, const auto& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
}

ReadSet read_plain(const SetOptions& options, SetConfig config, Problems problems) {
    ReadSet read = DirectoryReader(options, std::move(config)).run();
    read.problems.insert(read.problems.begin(), problems.begin(), problems.end());
    return read;
}

}  // namespace

ReadSet read_store(const SetOptions& options, const SetConfig& config, const std::string& store) {
    return DirectoryReader(options, config, store).run();
}

ReadSet read_directory(const SetOptions& given) {
    Problems problems;
    SetConfig config = read_set_config(given, problems);
    const SetOptions options = merged(given, config);
    ReadSet read = options.stores.empty() ? read_plain(options, std::move(config), problems)
                                          : read_tree(options, config, std::move(problems));
    sort_by_place(read.problems);
    return read;
}

Script read_prerequisites(const std::filesystem::path& file, const LedgerName& ledger,
                          std::set<std::filesystem::path>& included, Problems& problems) {
    DraftScript draft{file.string(), file.string(), read_named_source(file, problems)};
    const auto folder = file.parent_path();
    translate_psql(draft, folder.empty() ? "." : folder, included, problems);
    return make_script(std::move(draft), ledger, problems);
}

}  // namespace migration

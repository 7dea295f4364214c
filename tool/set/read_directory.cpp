#include "set/read_directory.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "set/blocks.hpp"
#include "set/choose_layout.hpp"
#include "set/diesel_metadata.hpp"
#include "set/foreign_files.hpp"
#include "set/history_rules.hpp"
#include "set/layout.hpp"
#include "set/script.hpp"
#include "set/source_files.hpp"
#include "set/sourcegraph_metadata.hpp"

namespace migration {
namespace {

// One migration while its files are being gathered.
struct Draft {
    Part part;
    const SourceFile* up = nullptr;
    const SourceFile* down = nullptr;
};

class DirectoryReader {
public:
    explicit DirectoryReader(const SetOptions& options) : options_(options) {}

    ReadSet run() {
        list_sources(options_.directory, "", sources_, read_.problems);
        if (options_.seeds) list_sources(*options_.seeds, "seeds/", seeds_, read_.problems);
        refuse_foreign_files(sources_);
        refuse_foreign_files(seeds_);
        layout_ = &choose_layout(options_.layout, sources_);
        describe_set();
        for (const auto& file : sources_.files) place(file, layout_->part_of(file.path), layout_->pattern);
        for (const auto& file : seeds_.files)
            place(file, up_down_folders_layout.part_of(file.path), "V_slug.sql, down/V_slug.sql");
        finish();
        return std::move(read_);
    }

private:
    void describe_set() {
        auto directory = options_.directory.lexically_normal();
        if (directory.filename().empty()) directory = directory.parent_path();
        auto& set = read_.set;
        set.name =
            options_.name.empty() ? std::filesystem::absolute(directory).filename().string() : options_.name;
        set.layout = layout_->name;
        set.directory = options_.directory.string();
        set.ledger = options_.ledger;
        set.idempotence = options_.idempotence;
        set.column_order = options_.column_order;
        set.sequences = options_.sequences;
        read_.inputs = sources_.inputs;
        read_.inputs.insert(read_.inputs.end(), seeds_.inputs.begin(), seeds_.inputs.end());
        if (options_.prerequisites) {
            read_.inputs.push_back(*options_.prerequisites);
            set.prerequisites = read_prerequisites(*options_.prerequisites, options_.ledger, read_.problems);
        }
    }

    Script script(std::string text, const std::string& file, const std::string& shown) {
        return make_script(std::move(text), file, shown, options_.ledger, read_.problems);
    }

    void place(const SourceFile& file, const std::optional<Part>& part, std::string_view pattern) {
        if (!part) {
            read_.problems.push_back(
                {"unreadable-name", file.shown, 0,
                 "expected a name such as \"" + std::string(pattern) + "\" but found \"" + file.path + "\"",
                 "rename the file, or put \"_\" before its name to leave it out"});
            return;
        }
        const std::string version = (part->seed ? "seeds." : "") + part->version;
        auto [entry, is_new] = drafts_.try_emplace(version, Draft{*part});
        Draft& draft = entry->second;
        if (is_new) draft.part.version = version;
        const SourceFile*& slot = part->role == Role::down ? draft.down : draft.up;
        if (slot != nullptr) {
            read_.problems.push_back(
                {"duplicate-version", file.shown, 0,
                 "version \"" + part->version + "\" is already taken by \"" + slot->shown + "\"",
                 "give one of the two another version"});
            return;
        }
        slot = &file;
        if (part->role == Role::down) return;
        draft.part.slug = part->slug;
        draft.part.version = version;
    }

    void finish() {
        for (const auto& [version, draft] : drafts_) {
            if (draft.up != nullptr)
                add(draft);
            else
                read_.problems.push_back(
                    {"down-without-up", draft.down->shown, 0,
                     "a down script without its up: version \"" + draft.part.version + "\"",
                     "add the up script, or remove this file"});
        }
        check_history(read_.set, read_.problems);
        if (layout_->name == folder_each_layout.name) check_other_tools();
        std::stable_sort(read_.problems.begin(), read_.problems.end(), [](const auto& a, const auto& b) {
            return std::tie(a.file, a.line) < std::tie(b.file, b.line);
        });
    }

    void add(const Draft& draft) {
        Migration migration{draft.part.version, draft.part.slug, draft.part.seed, {}, {}, {}};
        if (draft.part.role == Role::whole) {
            auto blocks = cut_blocks(*draft.up, read_.problems);
            migration.up = script(std::move(blocks.up), draft.up->path, draft.up->shown);
            if (blocks.down)
                migration.down = script(std::move(*blocks.down), draft.up->path, draft.up->shown);
            if (blocks.verify) {
                migration.verify = script(std::move(*blocks.verify), draft.up->path, draft.up->shown);
                check_verify(*migration.verify, draft.up->shown, read_.problems);
            }
        } else {
            migration.up = script(draft.up->text, draft.up->path, draft.up->shown);
            if (draft.down != nullptr)
                migration.down = script(draft.down->text, draft.down->path, draft.down->shown);
        }
        read_.set.migrations.push_back(std::move(migration));
    }

    // What Diesel and Sourcegraph keep beside a migration's scripts.
    void check_other_tools() {
        bool has_parents = false;
        for (const auto& migration : read_.set.migrations) {
            const auto folder = std::filesystem::path(shown_file(read_.set, migration.up)).parent_path();
            if (migration.seed) continue;
            if (watched(folder / "metadata.toml"))
                check_diesel_metadata(folder / "metadata.toml", migration, read_.problems);
            for (const char* name : {"metadata.yaml", "metadata.yml"}) {
                if (!watched(folder / name)) continue;
                has_parents = true;
                check_sourcegraph_metadata(folder / name, migration, read_.set, read_.problems);
            }
        }
        if (!has_parents) check_diesel_order(read_.set, read_.problems);
    }

    // True when there is such a file, which a build must watch then.
    bool watched(const std::filesystem::path& file) {
        if (!std::filesystem::exists(file)) return false;
        read_.inputs.push_back(file);
        return true;
    }

    const SetOptions& options_;
    SourceFiles sources_;
    SourceFiles seeds_;
    const Layout* layout_ = nullptr;
    std::map<std::string, Draft, decltype(&version_less)> drafts_{&version_less};
    ReadSet read_;
};

}  // namespace

ReadSet read_directory(const SetOptions& options) {
    return DirectoryReader(options).run();
}

Script read_prerequisites(const std::filesystem::path& file, const LedgerName& ledger, Problems& problems) {
    return make_script(read_named_source(file, problems), file.string(), file.string(), ledger, problems);
}

}  // namespace migration

#include "set/read_tree.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "set/depends_order.hpp"
#include "set/known_findings.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

class TreeReader {
public:
    TreeReader(const SetOptions& options, const SetConfig& config)
        : options_(options), config_(config) {}

    ReadSet run(Problems problems) {
        read_.problems = std::move(problems);
        for (const auto& store : options_.stores) require_known(store);
        for (const auto& store : options_.stores)
            add(store, read_store(options_of(store), config_, store));
        read_.options = options_;
        read_.config = config_.file;
        read_known();
        auto& set = read_.set;
        set.directory = options_.directory.string();
        set.layout = "tree";
        set.stores = options_.stores;
        order_by_depends(set, read_.problems);
        check_config_names(config_, set, read_.problems);
        return std::move(read_);
    }

private:
    void require_known(const std::string& store) const {
        const auto names = store_names();
        if (std::find(names.begin(), names.end(), store) == names.end()) {
            const auto guess = nearest(store, names);
            throw Error(
                ErrorKind::usage, "unknown store: \"" + store + "\"",
                guess ? "did you mean \"" + *guess + "\"?" : "stores are " + join(names, ", "));
        }
        if (std::count(options_.stores.begin(), options_.stores.end(), store) > 1)
            throw Error(ErrorKind::usage, "a store is named twice: \"" + store + "\"", "");
        if (!fs::is_directory(options_.directory / store))
            throw Error(ErrorKind::usage,
                        "no folder for the store \"" + store + "\": \"" +
                            (options_.directory / store).string() + "\"",
                        "each store of STORES or --stores has a folder of its name");
    }

    // What is said of the whole tree, but for what belongs to its root.
    SetOptions options_of(const std::string& store) const {
        SetOptions options = options_;
        options.directory = options_.directory / store;
        options.stores.clear();
        options.seeds.reset();
        if (store != options_.stores.front()) options.prerequisites.reset();
        options.baseline = options.directory / std::string(known_findings_name);
        if (options.name.empty()) options.name = name_of_root();
        return options;
    }

    std::string name_of_root() const {
        auto directory = options_.directory.lexically_normal();
        if (directory.filename().empty()) directory = directory.parent_path();
        return fs::absolute(directory).filename().string();
    }

    void add(const std::string& store, ReadSet part) {
        auto& set = read_.set;
        auto migrations = std::move(part.set.migrations);
        if (set.name.empty()) {
            set = std::move(part.set);
            set.migrations.clear();
        }
        for (auto& migration : migrations)
            set.migrations.push_back(in_tree(std::move(migration), store));
        read_.problems.insert(read_.problems.end(), part.problems.begin(), part.problems.end());
        read_.inputs.insert(read_.inputs.end(), part.inputs.begin(), part.inputs.end());
        read_.servers = part.servers;
    }

    Migration in_tree(Migration migration, const std::string& store) const {
        migration.store = store;
        migration.version = store + "." + migration.version;
        for (auto* script : {&migration.up, migration.down ? &*migration.down : nullptr,
                             migration.verify ? &*migration.verify : nullptr}) {
            if (script == nullptr) continue;
            script->file = store + "/" + script->file;
            for (auto& need : script->annotations.depends)
                if (!names_store(need.version)) need.version = store + "." + need.version;
        }
        return migration;
    }

    bool names_store(std::string_view version) const {
        const auto word = version.substr(0, version.find('.'));
        return word.size() < version.size() &&
               std::find(options_.stores.begin(), options_.stores.end(), word) !=
                   options_.stores.end();
    }

    void read_known() {
        const auto file =
            options_.baseline.value_or(options_.directory / std::string(known_findings_name));
        read_.known.file = file;
        if (!fs::exists(file)) return;
        read_.known = read_known_findings(file);
        read_.set.known_digest = read_.known.digest;
        read_.inputs.push_back(file);
    }

    const SetOptions& options_;
    const SetConfig& config_;
    ReadSet read_;
};

}  // namespace

std::vector<std::string> store_names() {
    return {"postgres", "timescaledb"};
}

ReadSet read_tree(const SetOptions& options, const SetConfig& config, Problems problems) {
    return TreeReader(options, config).run(std::move(problems));
}

}  // namespace migration

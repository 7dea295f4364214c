#include "set/liquibase_order.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/text.hpp"
#include "set/changelog_entries.hpp"
#include "set/liquibase_changeset.hpp"
#include "set/section_files.hpp"

namespace migration {
namespace {

// An element of a changelog with its attributes.
struct ChangelogElement {
    std::string name;
    int line = 0;
    std::map<std::string, std::string> values;

    std::string value(const std::string& key) const {
        const auto found = values.find(key);
        return found == values.end() ? "" : found->second;
    }
};

using Changelog = std::vector<ChangelogElement>;

Changelog elements_of(const std::vector<ChangelogEntry>& entries) {
    Changelog elements;
    for (const auto& entry : entries) {
        if (entry.is_element())
            elements.push_back({entry.name, entry.line, {}});
        else if (!elements.empty())
            elements.back().values.emplace(entry.name, entry.value);
    }
    return elements;
}

std::string folder_of(const std::string& path) {
    return path.substr(0, path.rfind('/') + 1);
}

std::string normalised(std::string path) {
    std::replace(path.begin(), path.end(), '\\', '/');
    for (const std::string prefix : {"classpath*:", "classpath:"})
        if (path.starts_with(prefix)) path = path.substr(prefix.size());
    path = std::filesystem::path(path).lexically_normal().generic_string();
    return path.substr(std::min(path.find_first_not_of('/'), path.size()));
}

// The path, and what is left of it without its first folders: the set may be a folder of a larger
// tree, which the changelog names from its root.
std::vector<std::string> tails_of(const std::string& path) {
    std::vector<std::string> tails{path};
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
        tails.push_back(path.substr(slash + 1));
    return tails;
}

class OrderReader {
public:
    OrderReader(const SourceFiles& sources, LiquibaseProperties& properties, Problems& problems)
        : sources_(sources), properties_(properties), problems_(problems) {}

    LiquibaseOrder run() {
        for (const auto& name : sources_.neighbours)
            if (may_be_changelog(name)) read(name);
        const auto masters = find_masters();
        if (masters.size() == 1) {
            order_.master = masters.front();
            follow(order_.master);
            return std::move(order_);
        }
        for (const auto& file : sources_.files) add(file.path);
        if (masters.empty() && sources_.files.size() > 1)
            problems_.push_back({"path-order", sources_.directory.string(), 0,
                                 "no changelog in XML, YAML or JSON in the folder, so its files "
                                 "are in the order of their paths",
                                 ""});
        if (!masters.empty())
            problems_.push_back({"file-order", sources_.shown(masters.front()), 0,
                                 "several changelogs that no other one includes, so the files are "
                                 "in the order of their paths: \"" +
                                     join(masters, "\", \"") + "\"",
                                 "call one \"master\" in its name"});
        return std::move(order_);
    }

private:
    void read(const std::string& name) {
        Problems none;  // other files may be no text
        const std::string text = read_source(sources_.directory / name, none);
        if (text.find("databaseChangeLog") == std::string::npos) return;
        changelogs_[name] =
            elements_of(name.ends_with(".xml") ? xml_entries(text) : yaml_entries(text));
    }

    // Those that no other one includes; of several the one that is called so.
    std::vector<std::string> find_masters() const {
        std::set<std::string> included;
        for (const auto& [name, elements] : changelogs_)
            for (const auto& element : elements)
                for (const auto& path : paths_of(name, element))
                    if (path != name) included.insert(path);
        std::vector<std::string> masters, called;
        for (const auto& [name, elements] : changelogs_) {
            if (included.contains(name)) continue;
            masters.push_back(name);
            if (to_lower(name.substr(folder_of(name).size())).find("master") != std::string::npos)
                called.push_back(name);
        }
        return called.size() == 1 ? called : masters;
    }

    bool exists(const std::string& path) const {
        return changelogs_.contains(path) || find_file(path) != nullptr;
    }

    const SourceFile* find_file(const std::string& path) const {
        const auto& files = sources_.files;
        const auto found = std::lower_bound(
            files.begin(), files.end(), path,
            [](const auto& file, const auto& sought) { return file.path < sought; });
        return found != files.end() && found->path == path ? &*found : nullptr;
    }

    // All that the element brings, in its order.
    std::vector<std::string> paths_of(const std::string& changelog,
                                      const ChangelogElement& element) const {
        const bool is_folder = element.name == "includeAll";
        if (!is_folder && element.name != "include") return {};
        const std::string path = element.value(is_folder ? "path" : "file");
        const bool is_relative = to_lower(element.value("relativeToChangelogFile")) == "true";
        const auto candidates = is_relative ? std::vector{normalised(folder_of(changelog) + path)}
                                            : tails_of(normalised(path));
        for (const auto& candidate : candidates) {
            if (!is_folder && exists(candidate)) return {candidate};
            if (!is_folder) continue;
            auto found = below(candidate);
            if (!found.empty()) return found;
        }
        // The set may be the folder itself.
        return is_folder && !is_relative ? below("") : std::vector<std::string>{};
    }

    std::vector<std::string> below(std::string folder) const {
        if (folder == ".") folder.clear();
        if (!folder.empty() && !folder.ends_with('/')) folder += '/';
        std::vector<std::string> paths;
        for (const auto& file : sources_.files)
            if (file.path.starts_with(folder)) paths.push_back(file.path);
        for (const auto& [name, elements] : changelogs_)
            if (name.starts_with(folder)) paths.push_back(name);
        std::sort(paths.begin(), paths.end());
        return paths;
    }

    void add(const std::string& path) {
        if (!brought_.insert(path).second) return;
        if (changelogs_.contains(path))
            follow(path);
        else
            order_.steps.push_back({find_file(path), {}});
    }

    void follow(const std::string& changelog) {
        brought_.insert(changelog);
        for (const auto& element : changelogs_[changelog]) {
            if (element.name == "changeSet") add_changeset(changelog, element);
            if (element.name == "property") add_property(element);
            if (element.name != "include" && element.name != "includeAll") continue;
            const auto paths = paths_of(changelog, element);
            for (const auto& path : paths) add(path);
            if (paths.empty())
                problems_.push_back(
                    {"missing-file", sources_.shown(changelog), element.line,
                     "the folder has no such changelog: \"" +
                         element.value(element.name == "include" ? "file" : "path") + "\"",
                     "name the folder that has all of them"});
        }
    }

    void add_property(const ChangelogElement& element) {
        if (is_for_postgresql(element.value("dbms")) && !element.value("name").empty())
            properties_.set(element.value("name"), element.value("value"));
    }

    void add_changeset(const std::string& changelog, const ChangelogElement& element) {
        if (!is_for_postgresql(element.value("dbms"))) return;
        const std::string language = changelog.ends_with(".xml")    ? "XML"
                                     : changelog.ends_with(".json") ? "JSON"
                                                                    : "YAML";
        auto problem = script_in_other_language(sources_.shown(changelog), language);
        problem.line = element.line;
        problems_.push_back(problem);
        // The line of text tells whose problem it is.
        const std::string text(static_cast<std::size_t>(element.line - 1), '\n');
        order_.steps.push_back(
            {nullptr, Draft{changelog + "::" + element.value("id") + "::" + element.value("author"),
                            "",
                            false,
                            DraftScript{changelog, sources_.shown(changelog),
                                        text + "-- a changeset in " + language},
                            {},
                            {}}});
    }

    const SourceFiles& sources_;
    LiquibaseProperties& properties_;
    Problems& problems_;
    std::map<std::string, Changelog> changelogs_;
    std::set<std::string> brought_;
    LiquibaseOrder order_;
};

}  // namespace

LiquibaseOrder liquibase_order(const SourceFiles& sources, LiquibaseProperties& properties,
                               Problems& problems) {
    return OrderReader(sources, properties, problems).run();
}

bool may_be_changelog(const std::string& neighbour) {
    const std::string name = to_lower(neighbour);
    return name.ends_with(".xml") || name.ends_with(".yaml") || name.ends_with(".yml") ||
           name.ends_with(".json");
}

}  // namespace migration

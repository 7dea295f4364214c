#include "set/rename_migrations.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "set/choose_layout.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

const Layout& renameable(const ReadSet& read) {
    const Layout& layout = choose_layout(read.set.layout, {});
    if (layout.write == nullptr || layout.names_others)
        throw Error(ErrorKind::usage,
                    "files of the layout \"" + read.set.layout +
                        "\" name other migrations: the command does not rename them",
                    "rename the migration by hand, or with the tool that the layout is of");
    return layout;
}

std::string leading_digits(const std::string& version) {
    return version.substr(0, version.find_first_not_of("0123456789"));
}

bool is_whole_name(const MigrationFile& file) {
    const auto digits = leading_digits(file.version);
    return file.slug.empty() && !digits.empty() && file.version.substr(digits.size(), 1) == "_";
}

// The stretch of the path that names the migration: a folder, or a file's name.
struct Component {
    std::size_t begin, end;
};

Component naming_component(const std::string& path, const std::string& version) {
    const auto at = path.rfind(version);
    const auto slash = path.rfind('/', at);
    return {slash == std::string::npos ? 0 : slash + 1, std::min(path.find('/', at), path.size())};
}

// What happens to one file or folder.
struct Move {
    std::string from, to;  // relative to the set's directory
};

class Renamer {
public:
    Renamer(const fs::path& directory, const Layout& layout, const SourceFiles& sources,
            const std::vector<MigrationFile>& files)
        : directory_(directory), layout_(layout), sources_(sources), files_(files) {}

    void plan(const Renaming& renaming) {
        auto files = files_of(files_, renaming.name);
        // The up script moves last: cut off between them, the command finds the migration again.
        std::stable_sort(files.begin(), files.end(),
                         [](const auto& a, const auto& b) { return a.is_up < b.is_up; });
        for (const auto& file : files) plan_file(file, renaming);
    }

    void check() const {
        std::set<std::string> leaving;
        for (const auto& move : moves_) leaving.insert(move.from);
        for (const auto& move : moves_)
            if (fs::exists(fs::symlink_status(directory_ / move.to)) && !leaving.contains(move.to))
                throw Error(ErrorKind::usage,
                            (directory_ / move.to).string() + ": there is such a file already",
                            "nothing was renamed");
    }

    void run() const {
        for (const auto& file : sources_.files) rewrite_depends(file);
        for (const auto& move : moves_) move_file(directory_ / move.from, directory_ / move.to);
    }

private:
    void plan_file(const MigrationFile& file, const Renaming& renaming) {
        const auto component = naming_component(file.path, file.version);
        std::string name = file.path.substr(component.begin, component.end - component.begin);
        rename_component(name, file, renaming);
        const std::string head = file.path.substr(0, component.begin);
        const std::string tail = file.path.substr(component.end);
        versions_[file.version] = version_read(file, head + name + tail, renaming);
        const std::string old = file.path.substr(0, component.end);
        if (std::any_of(moves_.begin(), moves_.end(),
                        [&](const auto& move) { return move.from == old; }))
            return;
        if (old == head + name) return;
        // Settings of a script lie beside it, as V1__a.sql.conf.
        for (const auto& neighbour : sources_.neighbours)
            if (tail.empty() && neighbour.starts_with(old + "."))
                moves_.push_back({neighbour, head + name + neighbour.substr(old.size())});
        moves_.push_back({old, head + name});
    }

    static void rename_component(std::string& name, const MigrationFile& file,
                                 const Renaming& renaming) {
        if (is_whole_name(file)) {
            const std::string whole = renaming.slug.empty()
                                          ? name_with(file, renaming.version)
                                          : renaming.version + "_" + renaming.slug;
            name.replace(name.find(file.version), file.version.size(), whole);
            return;
        }
        const auto at = name.find(file.version);
        if (at == std::string::npos) return;
        name.replace(at, file.version.size(), renaming.version);
        if (renaming.slug.empty()) return;
        const auto behind = at + renaming.version.size();
        const auto slug = file.slug.empty() ? std::string::npos : name.find(file.slug, behind);
        if (slug != std::string::npos)
            name.replace(slug, file.slug.size(), renaming.slug);
        else
            name.insert(behind, "_" + renaming.slug);
    }

    // The version that the layout reads from the new name.
    std::string version_read(const MigrationFile& file, const std::string& path,
                             const Renaming& renaming) const {
        const auto source = std::find_if(sources_.files.begin(), sources_.files.end(),
                                         [&](const auto& each) { return each.path == file.path; });
        const auto read =
            migration_file({path, (directory_ / path).string(), source->text}, layout_);
        const bool fits = read && read->is_up == file.is_up && number_in(*read) == renaming.version;
        if (!fits)
            throw Error(ErrorKind::usage,
                        "the layout \"" + std::string(layout_.name) +
                            "\" does not read a file of that name: \"" + path + "\"",
                        "files are named " + std::string(layout_.pattern));
        return read->version;
    }

    // "-- @depends: 005, 006" of any script, as nothing that is applied depends on what is not.
    void rewrite_depends(const SourceFile& file) const {
        static const std::regex line(R"(^([ \t]*--[ \t]*@depends\b[: \t]*)([^\r\n]*))",
                                     std::regex::multiline);
        if (file.text.find("@depends") == std::string::npos) return;
        const std::string before = read_file(file.shown);
        std::string text;
        auto at = before.begin();
        for (std::sregex_iterator match(before.begin(), before.end(), line), end; match != end;
             ++match) {
            text.append(at, (*match)[2].first);
            text += with_new_versions((*match)[2].str());
            at = (*match)[2].second;
        }
        text.append(at, before.end());
        if (text != before) write_file(file.shown, text);
    }

    std::string with_new_versions(const std::string& list) const {
        static const std::regex word(R"([^\s,]+)");
        std::string text;
        auto at = list.begin();
        for (std::sregex_iterator match(list.begin(), list.end(), word), end; match != end;
             ++match) {
            text.append(at, (*match)[0].first);
            const auto found = versions_.find(match->str());
            text += found == versions_.end() ? match->str() : found->second;
            at = (*match)[0].second;
        }
        text.append(at, list.end());
        return text;
    }

    const fs::path& directory_;
    const Layout& layout_;
    const SourceFiles& sources_;
    const std::vector<MigrationFile>& files_;
    std::vector<Move> moves_;
    std::map<std::string, std::string, VersionOrder> versions_;
};

}  // namespace

std::string number_in(const MigrationFile& file) {
    return is_whole_name(file) ? leading_digits(file.version) : file.version;
}

std::string name_with(const MigrationFile& file, const std::string& number) {
    return is_whole_name(file) ? number + file.version.substr(number_in(file).size())
                               : migration_name(number, file.slug);
}

MigrationNames::MigrationNames(const ReadSet& read)
    : lock_(read.options.directory), directory_(read.options.directory), layout_(renameable(read)) {
    Problems ignored;
    list_sources(directory_, "", sources_, ignored);
    if (layout_.any_suffix_case) accept_odd_suffixes(sources_, ignored);
    files_ = migration_files(sources_, layout_);
}

MigrationFile MigrationNames::find(const std::string& name) const {
    auto found = files_of(files_, name);
    if (found.empty()) {
        std::vector<std::string> names;
        for (const auto& file : files_) names.push_back(file.name());
        const auto guess = nearest(name, names);
        throw Error(ErrorKind::usage,
                    directory_.string() + ": no migration of that name: \"" + name + "\"",
                    guess ? "did you mean \"" + *guess + "\"?" : "'list' names the migrations");
    }
    const auto up =
        std::find_if(found.begin(), found.end(), [](const auto& file) { return file.is_up; });
    return up == found.end() ? found.front() : *up;
}

void MigrationNames::rename(const std::vector<Renaming>& renamings) {
    Renamer renamer(directory_, layout_, sources_, files_);
    for (auto renaming = renamings.rbegin(); renaming != renamings.rend(); ++renaming)
        renamer.plan(*renaming);
    renamer.check();
    renamer.run();
}

}  // namespace migration

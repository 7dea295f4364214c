#include "set/make_migration.hpp"

#include <algorithm>
#include <ctime>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/shell.hpp"
#include "base/text.hpp"
#include "base/utc_time.hpp"
#include "set/choose_layout.hpp"
#include "set/layout.hpp"
#include "set/next_version.hpp"
#include "set/read_directory.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

bool is_ordinary(const Migration& migration) {
    return !migration.seed && !migration.repeatable;
}

// Files that are removed with the object, and the folders that were made for them, until they are
// kept.
class MadeFiles {
public:
    explicit MadeFiles(fs::path directory) : directory_(std::move(directory)) {}
    ~MadeFiles() {
        if (are_kept_) return;
        std::error_code none;
        for (const auto& file : files_) {
            fs::remove(file, none);
            for (auto folder = file.parent_path(); is_new(folder); folder = folder.parent_path())
                if (!fs::remove(folder, none)) break;
        }
    }
    MadeFiles(const MadeFiles&) = delete;
    MadeFiles& operator=(const MadeFiles&) = delete;

    void make(const NewFile& file) {
        const fs::path path = directory_ / file.path;
        for (auto folder = path.parent_path(); !fs::exists(folder); folder = folder.parent_path())
            new_folders_.push_back(folder);
        create_file(path, file.text);
        files_.push_back(path);
    }

    std::vector<fs::path> keep() {
        are_kept_ = true;
        return files_;
    }

private:
    bool is_new(const fs::path& folder) const {
        return std::find(new_folders_.begin(), new_folders_.end(), folder) != new_folders_.end();
    }

    fs::path directory_;
    std::vector<fs::path> files_, new_folders_;
    bool are_kept_ = false;
};

class Maker {
public:
    Maker(const SetOptions& options, const MigrationRequest& request)
        : request_(request),
          lock_(existing(options.directory)),
          read_(read_directory(with_layout(options))),
          layout_(choose_layout(read_.set.layout, {})) {}

    std::vector<fs::path> run() {
        if (layout_.write == nullptr) refuse_layout();
        const NewMigration migration = next_migration();
        if (const Migration* other = read_.set.find(migration.version))
            throw Error(
                ErrorKind::usage,
                "version \"" + migration.version + "\" is taken by \"" + other->name() + "\"",
                "give a later version with --number");
        MadeFiles files(read_.options.directory);
        for (const auto& file : layout_.write(migration)) files.make(file);
        check(migration);
        return files.keep();
    }

private:
    static const fs::path& existing(const fs::path& directory) {
        if (!fs::is_directory(directory))
            throw Error(ErrorKind::usage, "no such directory: \"" + directory.string() + "\"",
                        "make it with mkdir -p " + shell_quoted(directory.string()));
        return directory;
    }

    // A folder without scripts has no layout of its own.
    static SetOptions with_layout(SetOptions options) {
        if (!options.layout.empty()) return options;
        const ReadSet read = read_directory(options);
        if (read.set.migrations.empty() && read.set.layout == plain_layout().name &&
            read.options.layout.empty())
            options.layout = up_down_layout.name;
        return options;
    }

    [[noreturn]] void refuse_layout() const {
        const std::string maker(layout_.maker);
        throw Error(ErrorKind::usage,
                    "a migration of the layout \"" + read_.set.layout +
                        "\" is more than its scripts: the command does not make one",
                    maker.empty() ? "add it to the files of the set by hand"
                                  : "make it with '" + maker + " " + slug_of(request_.name) + "'");
    }

    const Migration* last() const {
        const auto& all = read_.set.migrations;
        const auto found = std::find_if(all.rbegin(), all.rend(), is_ordinary);
        return found == all.rend() ? nullptr : &*found;
    }

    static const std::string& possible(const std::string& version) {
        const bool fits =
            version.front() != '.' && std::all_of(version.begin(), version.end(), [](char c) {
                return is_word_byte(c) || c == '.' || c == '-';
            });
        if (!fits)
            throw Error(ErrorKind::usage,
                        "expected a version for --number but found \"" + version + "\"",
                        "a version is a number or a point in time, such as 042");
        return version;
    }

    std::string next() const {
        if (!request_.version.empty()) return possible(request_.version);
        std::vector<std::string> versions;
        for (const auto& migration : read_.set.migrations)
            if (is_ordinary(migration)) versions.push_back(migration.version);
        const auto version = next_version(versions.empty() ? "" : versions.back(),
                                          layout_.numbering, std::time(nullptr), step_of(versions));
        if (version) return *version;
        throw Error(ErrorKind::usage,
                    "no number to count from in the last version: \"" + versions.back() + "\"",
                    "give the version with --number");
    }

    NewMigration next_migration() const {
        NewMigration migration;
        migration.version = next();
        migration.slug = slug_of(request_.name);
        if (migration.slug.empty())
            throw Error(ErrorKind::usage,
                        "no letters or digits in the name: \"" + request_.name + "\"",
                        "name what the migration does, as create_users");
        if (const Migration* before = last()) {
            migration.before = before->name();
            const auto slash = before->up.file.rfind('/');
            migration.folder =
                slash == std::string::npos ? "" : before->up.file.substr(0, slash + 1);
        }
        migration.up = script("up", migration).value_or(NewScript{comment()});
        if (has_downs()) migration.down = script("down", migration).value_or(NewScript{comment()});
        migration.verify = script("verify", migration);
        return migration;
    }

    // Where the layout leaves it open, the migrations before decide.
    bool has_downs() const {
        const auto& all = read_.set.migrations;
        const auto downs = read_.options.downs.value_or(layout_.downs);
        return downs == Downs::required || (downs == Downs::optional && last() == nullptr) ||
               std::any_of(all.begin(), all.end(),
                           [](const auto& migration) { return migration.down.has_value(); });
    }

    // One line for each of the description.
    std::string comment() const {
        std::string text;
        if (request_.description.empty()) return text;
        for (const auto& [line, end] : lines_of(request_.description))
            text += "-- " + std::string(line) + "\n";
        return text;
    }

    std::optional<NewScript> script(const std::string& name, const NewMigration& migration) const {
        const fs::path folder =
            request_.templates.empty() ? read_.options.templates : request_.templates;
        if (folder.empty()) return std::nullopt;
        const fs::path file = folder / (name + ".sql");
        if (!fs::exists(file)) {
            if (name == "up") read_file(file);  // says what is wrong
            return std::nullopt;
        }
        std::string text = read_file(file);
        const std::pair<std::string_view, std::string> values[]{
            {"{{version}}", migration.version},
            {"{{name}}", migration.slug},
            {"{{description}}", one_line(request_.description, 1000)},
            {"{{date}}", utc_date()},
        };
        for (const auto& [word, value] : values) text = replaced(text, word, value);
        return NewScript{text};
    }

    static std::string replaced(std::string text, std::string_view word, const std::string& value) {
        for (auto at = text.find(word); at != std::string::npos;
             at = text.find(word, at + value.size()))
            text.replace(at, word.size(), value);
        return text;
    }

    // Reads the set again: what was made must be its last migration.
    void check(const NewMigration& made) const {
        SetOptions options = read_.options;
        options.layout = layout_.name;
        const ReadSet now = read_directory(options);
        const Migration* found = nullptr;
        for (const auto& migration : now.set.migrations) {
            if (!is_ordinary(migration)) continue;
            if (found != nullptr)
                throw Error(ErrorKind::usage,
                            "version \"" + made.version + "\" would stand before \"" +
                                migration.name() + "\" in the layout \"" + now.set.layout + "\"",
                            "give a later version with --number");
            if (migration.name() == made.name()) found = &migration;
        }
        if (found != nullptr && (made.down.has_value() == found->down.has_value())) return;
        throw Error(ErrorKind::usage,
                    "the layout \"" + now.set.layout +
                        "\" does not read a migration of that name: \"" + made.name() + "\"",
                    "files are named " + std::string(layout_.pattern));
    }

    const MigrationRequest& request_;
    FileLock lock_;
    ReadSet read_;
    const Layout& layout_;
};

}  // namespace

std::vector<fs::path> make_migration(const SetOptions& options, const MigrationRequest& request) {
    return Maker(options, request).run();
}

}  // namespace migration

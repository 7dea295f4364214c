#include "set/source_files.hpp"

#include <algorithm>
#include <regex>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::size_t deepest_folder = 16;  // the directory itself is the first

bool is_hidden(const std::filesystem::path& path) {
    const auto name = path.filename().string();
    return name.starts_with('.') || name.starts_with('_');
}

// In whatever letters the suffix is written.
bool is_script(const std::filesystem::path& path) {
    return to_lower(path.extension().string()) == ".sql";
}

// Names of golang-migrate may have any extension.
bool is_readable_script(const std::filesystem::path& path) {
    static const std::regex with_direction(R"([0-9]+_[^/]*\.(up|down)\.(?!sql$)[A-Za-z0-9]+)",
                                           std::regex::icase);
    const auto name = path.filename().string();
    if (path.extension() == ".sql") return true;
    return !is_script(path) && std::regex_match(name, with_direction);
}

// A pipe, a device or a socket, or a link to one: reading it may never end.
bool is_special(const std::filesystem::path& path) {
    std::error_code none;
    const auto status = std::filesystem::status(path, none);
    return std::filesystem::is_other(status);
}

void report_script(const std::filesystem::path& path, const std::string& message,
                   const std::string& hint, Problems& problems) {
    problems.push_back({"unreadable-name", path.string(), 0, message, hint});
}

bool is_left_out_folder(const std::filesystem::directory_entry& entry) {
    return entry.path().filename().string().starts_with('_') && entry.is_directory();
}

class FolderLister {
public:
    FolderLister(SourceFiles& sources, Problems& problems)
        : sources_(sources), problems_(problems) {}

    void list(const std::filesystem::path& folder, const std::string& prefix) {
        std::error_code failure;
        const auto real = std::filesystem::canonical(folder, failure);
        // A link may lead back up.
        if (std::find(open_.begin(), open_.end(), real) != open_.end()) return;
        open_.push_back(real);
        sources_.inputs.push_back(folder);
        std::filesystem::directory_iterator entries(folder, failure);
        if (failure)
            throw Error(ErrorKind::usage,
                        folder.string() + ": cannot read the directory: " + failure.message());
        for (const auto& entry : entries) take(entry, prefix + entry.path().filename().string());
        open_.pop_back();
    }

private:
    void take(const std::filesystem::directory_entry& entry, const std::string& path) {
        if (is_hidden(entry.path())) {
            if (is_left_out_folder(entry)) leave_out(entry.path());
            if (entry.is_regular_file() && !path.starts_with('.')) sources_.neighbours.insert(path);
        } else if (entry.is_directory()) {
            if (open_.size() < deepest_folder)
                list(entry.path(), path + "/");
            else if (!entry.is_symlink())
                report_too_deep(entry.path());
        } else if (is_readable_script(entry.path())) {
            sources_.inputs.push_back(entry.path());
            sources_.files.push_back(
                {path, entry.path().string(), read_source(entry.path(), problems_)});
        } else if (is_script(entry.path())) {
            sources_.odd_suffixes.push_back({path, entry.path().string(), ""});
        } else {
            sources_.neighbours.insert(path);
        }
    }

    void leave_out(const std::filesystem::path& folder) {
        std::error_code failure;
        for (std::filesystem::recursive_directory_iterator entry(folder, failure), end;
             entry != end; entry.increment(failure))
            if (is_script(entry->path())) sources_.left_out.push_back(entry->path());
    }

    // Links are not followed here.
    void report_too_deep(const std::filesystem::path& folder) {
        sources_.inputs.push_back(folder);
        std::error_code failure;
        for (std::filesystem::recursive_directory_iterator entry(folder, failure), end;
             entry != end; entry.increment(failure)) {
            if (is_hidden(entry->path())) {
                entry.disable_recursion_pending();
            } else if (entry->is_directory()) {
                sources_.inputs.push_back(entry->path());
            } else if (is_script(entry->path())) {
                report_script(entry->path(),
                              "a script more than " + std::to_string(deepest_folder - 1) +
                                  " folders deep, which the tool does not read",
                              "move the file up, or put \"_\" before its name or its folder's to "
                              "leave it out",
                              problems_);
            }
        }
    }

    SourceFiles& sources_;
    Problems& problems_;
    std::vector<std::filesystem::path> open_;  // the folder that is listed, and those around it
};

void sort_by_path(std::vector<SourceFile>& files) {
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
}

}  // namespace

std::string read_source(const std::filesystem::path& file, Problems& problems) {
    if (is_special(file)) {
        problems.push_back({"special-file", file.string(), 0, "not a regular file",
                            "put a file with the text in its place, or a link to one"});
        return "";
    }
    return read_named_source(file, problems);
}

std::string read_named_source(const std::filesystem::path& file, Problems& problems) {
    const std::string bytes = read_file(file);
    const auto invalid = first_invalid_utf8(bytes);
    const auto nul = bytes.find('\0');
    const auto bad = std::min(invalid.value_or(std::string::npos), nul);
    if (bad == std::string::npos) return std::string(without_byte_order_mark(bytes));
    problems.push_back({"encoding", file.string(), line_at(bytes, bad),
                        nul == bad ? "a NUL byte in the file"
                                   : "not UTF-8: byte " + std::to_string(bad + 1) + " of the file",
                        "save the file as UTF-8 without NUL bytes"});
    return "";
}

void list_sources(const std::filesystem::path& directory, const std::string& prefix,
                  SourceFiles& sources, Problems& problems) {
    if (!std::filesystem::is_directory(directory))
        throw Error(ErrorKind::usage,
                    std::string(std::filesystem::exists(directory) ? "not a directory"
                                                                   : "no such directory") +
                        ": \"" + directory.string() + "\"");
    sources.directory = directory;
    FolderLister(sources, problems).list(directory, prefix);
    sort_by_path(sources.files);
    sort_by_path(sources.odd_suffixes);
    std::sort(sources.inputs.begin(), sources.inputs.end());
    std::sort(sources.left_out.begin(), sources.left_out.end());
}

void accept_odd_suffixes(SourceFiles& sources, Problems& problems) {
    for (auto& file : sources.odd_suffixes) {
        file.text = read_source(file.shown, problems);
        sources.inputs.emplace_back(file.shown);
        sources.files.push_back(std::move(file));
    }
    sources.odd_suffixes.clear();
    sort_by_path(sources.files);
    std::sort(sources.inputs.begin(), sources.inputs.end());
}

void report_odd_suffixes(const SourceFiles& sources, Problems& problems) {
    for (const auto& file : sources.odd_suffixes)
        report_script(file.shown,
                      "expected a name that ends in \".sql\" but found \"" + file.path + "\"",
                      "rename the file, or put \"_\" before its name to leave it out", problems);
}

}  // namespace migration

#include "set/source_files.hpp"

#include <algorithm>
#include <regex>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr int deepest_folder = 4;  // the directory itself is the first

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

// Links are not followed: they may lead back up.
void report_too_deep(const std::filesystem::path& folder, SourceFiles& sources,
                     Problems& problems) {
    sources.inputs.push_back(folder);
    std::error_code failure;
    for (std::filesystem::recursive_directory_iterator entry(folder, failure), end; entry != end;
         entry.increment(failure)) {
        if (is_hidden(entry->path())) {
            entry.disable_recursion_pending();
        } else if (entry->is_directory()) {
            sources.inputs.push_back(entry->path());
        } else if (is_script(entry->path())) {
            report_script(
                entry->path(),
                "a script more than " + std::to_string(deepest_folder - 1) +
                    " folders deep, which the tool does not read",
                "move the file up, or put \"_\" before its name or its folder's to leave it out",
                problems);
        }
    }
}

void list_folder(const std::filesystem::path& folder, const std::string& prefix, int depth,
                 SourceFiles& sources, Problems& problems) {
    sources.inputs.push_back(folder);
    std::error_code failure;
    std::filesystem::directory_iterator entries(folder, failure);
    if (failure)
        throw Error(ErrorKind::usage,
                    folder.string() + ": cannot read the directory: " + failure.message());
    for (const auto& entry : entries) {
        const std::string path = prefix + entry.path().filename().string();
        if (is_hidden(entry.path())) {
            if (entry.is_regular_file() && !path.starts_with('.')) sources.neighbours.insert(path);
        } else if (entry.is_directory()) {
            if (depth < deepest_folder)
                list_folder(entry.path(), path + "/", depth + 1, sources, problems);
            else if (!entry.is_symlink())
                report_too_deep(entry.path(), sources, problems);
        } else if (is_readable_script(entry.path())) {
            sources.inputs.push_back(entry.path());
            sources.files.push_back(
                {path, entry.path().string(), read_source(entry.path(), problems)});
        } else if (is_script(entry.path())) {
            report_script(
                entry.path(), "expected a name that ends in \".sql\" but found \"" + path + "\"",
                "rename the file, or put \"_\" before its name to leave it out", problems);
        } else {
            sources.neighbours.insert(path);
        }
    }
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
    list_folder(directory, prefix, 1, sources, problems);
    std::sort(sources.files.begin(), sources.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    std::sort(sources.inputs.begin(), sources.inputs.end());
}

}  // namespace migration

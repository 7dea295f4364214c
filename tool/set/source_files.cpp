#include "set/source_files.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr int deepest_folder = 4;

bool is_hidden(const std::filesystem::path& path) {
    const auto name = path.filename().string();
    return name.starts_with('.') || name.starts_with('_');
}

void list_folder(const std::filesystem::path& folder, const std::string& prefix, int depth,
                 SourceFiles& sources, Problems& problems) {
    sources.inputs.push_back(folder);
    std::error_code failure;
    std::filesystem::directory_iterator entries(folder, failure);
    if (failure)
        throw Error(ErrorKind::usage, folder.string() + ": cannot read the directory: " + failure.message());
    for (const auto& entry : entries) {
        if (is_hidden(entry.path())) continue;
        const std::string path = prefix + entry.path().filename().string();
        if (entry.is_directory()) {
            if (depth < deepest_folder) list_folder(entry.path(), path + "/", depth + 1, sources, problems);
        } else if (entry.path().extension() == ".sql") {
            sources.inputs.push_back(entry.path());
            sources.files.push_back({path, entry.path().string(), read_source(entry.path(), problems)});
        }
    }
}

}  // namespace

std::string read_source(const std::filesystem::path& file, Problems& problems) {
    const std::string bytes = read_file(file);
    const auto invalid = first_invalid_utf8(bytes);
    const auto nul = bytes.find('\0');
    const auto bad = std::min(invalid.value_or(std::string::npos), nul);
    if (bad == std::string::npos) return normalise_line_ends(bytes);
    problems.push_back({"encoding", file.string(), line_at(bytes, bad),
                        nul == bad ? "a NUL byte in the file"
                                   : "not UTF-8: byte " + std::to_string(bad + 1) + " of the file",
                        "save the file as UTF-8 without NUL bytes"});
    return "";
}

void list_sources(const std::filesystem::path& directory, const std::string& prefix, SourceFiles& sources,
                  Problems& problems) {
    if (!std::filesystem::is_directory(directory))
        throw Error(ErrorKind::usage, std::string(std::filesystem::exists(directory) ? "not a directory"
                                                                                     : "no such directory") +
                                          ": \"" + directory.string() + "\"");
    list_folder(directory, prefix, 1, sources, problems);
    std::sort(sources.files.begin(), sources.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    std::sort(sources.inputs.begin(), sources.inputs.end());
}

}  // namespace migration

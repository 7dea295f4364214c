#include "set/psql_files.hpp"

#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "set/source_files.hpp"

namespace migration {
namespace {

PsqlRefusal outside(const std::string& shown) {
    return {"a file that is not inside the set's folder",
            "put the file into the set's folder, and name it by a path without \"/\" at its start",
            shown};
}

// Nothing where the path leads out of the folder. Both are without dots in their middle.
std::optional<std::filesystem::path> path_inside(const std::filesystem::path& folder,
                                                 const std::filesystem::path& file) {
    const auto inside = file.lexically_relative(folder);
    if (inside.empty() || inside == "." || *inside.begin() == "..") return std::nullopt;
    return inside;
}

bool is_there(const std::filesystem::path& file) {
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(file, none));
}

// Why the file cannot be read; nothing for a regular file that no link leads to.
std::optional<PsqlRefusal> what_is_wrong(std::filesystem::path at,
                                         const std::filesystem::path& inside,
                                         const std::string& shown) {
    std::error_code none;
    std::filesystem::file_status status;
    for (const auto& part : inside) {
        at /= part;
        status = std::filesystem::symlink_status(at, none);
        if (std::filesystem::is_symlink(status))
            return PsqlRefusal{"a symbolic link, which the tool does not follow here",
                               "put the file itself there", shown};
    }
    if (!std::filesystem::exists(status))
        return PsqlRefusal{
            "no such file in the set's folder",
            "\\ir takes names relative to the file that it stands in, \\i and \\copy "
            "relative to the set's folder",
            shown};
    if (!std::filesystem::is_regular_file(status))
        return PsqlRefusal{"not a regular file", "put a file with the text in its place", shown};
    if (std::filesystem::file_size(at, none) > PsqlFiles::most_bytes)
        return PsqlRefusal{"a file of more than 256 MB", "divide it into several migrations",
                           shown};
    return std::nullopt;
}

}  // namespace

std::variant<PsqlFile, PsqlRefusal> PsqlFiles::open_beside(const std::string& from,
                                                           const std::string& name) {
    if (name.starts_with('/') || name.starts_with('~')) return outside(name);
    const auto folder = std::filesystem::path("/") / std::filesystem::path(from).parent_path();
    // Above the root there is nothing, so the names are counted against a folder below it.
    const std::filesystem::path base = "/set";
    const auto file = (base / folder.relative_path() / name).lexically_normal();
    const auto inside = path_inside(base, file);
    return inside ? open_inside(*inside, name) : outside(name);
}

std::variant<PsqlFile, PsqlRefusal> PsqlFiles::open(const std::string& name) {
    if (name.starts_with('/') || name.starts_with('~')) return outside(name);
    std::error_code none;
    const auto folder = std::filesystem::absolute(folder_, none).lexically_normal();
    const auto base = folder.filename().empty() ? folder.parent_path() : folder;
    std::optional<std::filesystem::path> first;
    for (auto start = base;; start = start.parent_path()) {
        const auto inside = path_inside(base, (start / name).lexically_normal());
        if (inside && is_there(base / *inside)) return open_inside(*inside, name);
        if (!first) first = inside;
        if (start == start.parent_path()) break;
    }
    return first ? open_inside(*first, name) : outside(name);
}

std::variant<PsqlFile, PsqlRefusal> PsqlFiles::open_inside(const std::filesystem::path& file,
                                                           const std::string& shown) {
    if (auto wrong = what_is_wrong(folder_, file, shown)) return *std::move(wrong);
    const auto [text, is_new] = texts_.try_emplace(file);
    if (is_new) {
        Problems problems;
        try {
            text->second = read_source(folder_ / file, problems);
        } catch (const Error&) {
            return PsqlRefusal{"a file that cannot be read", "give the tool the right to read it",
                               shown};
        }
        if (!problems.empty()) {
            texts_.erase(text);
            return PsqlRefusal{problems.front().message, problems.front().hint, shown};
        }
        read_.insert(folder_ / file);
    }
    return PsqlFile{file.string(), text->second};
}

}  // namespace migration

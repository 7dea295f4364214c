#include "fuzz/archive.hpp"

#include <algorithm>
#include <fstream>

#include "base/text.hpp"

namespace migration::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 40;
constexpr std::string_view heading = "=== ";
constexpr std::string_view file_heading = "=== file ";

// Relative, without "..", and short enough for any file system.
bool is_inside(const fs::path& path) {
    if (path.empty() || path.is_absolute() || path.native().size() > 500) return false;
    return std::all_of(path.begin(), path.end(), [](const auto& part) {
        return part != ".." && part.native().size() <= 200;
    });
}

bool is_name(std::string_view name) {
    return !first_invalid_utf8(name) && name.find('\0') == std::string_view::npos &&
           is_inside(fs::path(name));
}

// Rendering revisions runs Python, and the input would be the program.
bool is_of_alembic(const fs::path& path) {
    return path.extension() == ".py" || path.extension() == ".ini" || path.extension() == ".mako";
}

std::size_t next_heading(std::string_view text, std::size_t from) {
    if (text.substr(from).starts_with(heading)) return from;
    const auto found = text.find("\n" + std::string(heading), from);
    return found == std::string_view::npos ? text.size() : found + 1;
}

}  // namespace

Archive::Archive(std::string_view input) : folder_("migration-fuzz-") {
    std::size_t at = next_heading(input, 0);
    read_head(input.substr(0, at));
    std::error_code none;
    fs::create_directories(set_folder(), none);
    while (at < input.size()) {
        const std::size_t begin = std::min(input.find('\n', at), input.size() - 1) + 1;
        const std::size_t end = next_heading(input, begin);
        add(input.substr(at, begin - at), input.substr(begin, end - begin));
        at = end;
    }
}

void Archive::read_head(std::string_view head) {
    for (const auto line : split(head, '\n')) {
        if (line.starts_with("@set ") && is_name(line.substr(5))) set_ = line.substr(5);
        if (line.starts_with("@layout ")) layout_ = line.substr(8);
    }
}

void Archive::add(std::string_view line, std::string_view text) {
    if (!line.starts_with(file_heading) || count_ == most_files) return;
    const auto name = trim(line.substr(file_heading.size()));
    if (!is_name(name) || is_of_alembic(name)) return;
    const auto path = folder_.path() / name;
    std::error_code failure;
    fs::create_directories(path.parent_path(), failure);
    if (failure || fs::exists(path, failure)) return;
    std::ofstream(path, std::ios::binary) << text;
    ++count_;
}

std::optional<std::string> Archive::text_of(const fs::path& shown) const {
    std::error_code none;
    if (!fs::is_regular_file(shown, none)) return std::nullopt;
    return std::string(without_byte_order_mark(read_file(shown)));
}

}  // namespace migration::fuzz

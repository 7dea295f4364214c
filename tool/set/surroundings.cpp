#include "set/surroundings.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace migration {

std::filesystem::path place_of(const std::filesystem::path& directory) {
    if (directory.empty()) return {};
    auto place = std::filesystem::absolute(directory).lexically_normal();
    return place.has_filename() ? place : place.parent_path();
}

std::filesystem::path place_of(const SourceFiles& sources) {
    return place_of(sources.directory);
}

bool has_line(const std::filesystem::path& file, bool (*fits)(std::string_view line)) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(file, none)) return false;
    try {
        const std::string text = read_file(file);
        for (const auto& [line, end] : lines_of(text))
            if (fits(line)) return true;
    } catch (const Error&) {
        return false;
    }
    return false;
}

}  // namespace migration

#include "commands/build_files.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/file.hpp"

namespace migration {

std::string escape_for_depfile(const std::string& path) {
    std::string escaped;
    for (const char c : path) {
        if (c == ' ') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

bool fits_in_depfile(std::string_view path) {
    constexpr std::string_view plain = "/._-+,@ ";
    return std::all_of(path.begin(), path.end(), [&](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0 ||
               plain.find(c) != plain.npos;
    });
}

// A name that the build systems cannot read is replaced by one that never exists: then they ask us
// each time, and we answer by the content.
std::string BuildFiles::dependencies(const ReadSet& read) const {
    std::string text = escape_for_depfile(stamp) + ":";
    bool all_fit = true;
    for (const auto& input : read.inputs) {
        const auto path = std::filesystem::absolute(input).lexically_normal().string();
        if (fits_in_depfile(path))
            text += " \\\n  " + escape_for_depfile(path);
        else
            all_fit = false;
    }
    if (!all_fit) text += " \\\n  " + escape_for_depfile(stamp + ".always");
    return text + "\n";
}

void BuildFiles::write(const ReadSet& read) const {
    if (!depfile.empty()) write_file(depfile, dependencies(read));
    if (stamp.empty()) return;
    write_file(stamp, "");
    std::filesystem::last_write_time(stamp, std::filesystem::file_time_type::clock::now());
}

void BuildFiles::renew(const ReadSet& read) const {
    const auto made = std::filesystem::last_write_time(stamp);
    for (const auto& input : read.inputs)
        if (std::filesystem::last_write_time(input) > made) return write(read);
}

void add_build_options(Command& command, BuildFiles& files) {
    command.text("--stamp", files.stamp, "FILE",
                 "make this file, or renew its time, if the command succeeds");
    command.text("--depfile", files.depfile, "FILE",
                 "write a depfile for Ninja or Make: the stamp depends on every file\n"
                 "and folder that the command has read");
}

}  // namespace migration

#include "commands/build_files.hpp"

#include <filesystem>
#include <fstream>

#include "base/file.hpp"

namespace migration {

std::string escape_for_depfile(const std::string& path) {
    std::string escaped;
    for (const char c : path) {
        if (c == ' ' || c == '#' || c == '\\') escaped += '\\';
        if (c == '$') escaped += '$';
        escaped += c;
    }
    return escaped;
}

void BuildFiles::write(const ReadSet& read) const {
    if (!depfile.empty()) {
        std::string text = escape_for_depfile(stamp) + ":";
        for (const auto& input : read.inputs)
            text += " \\\n  " + escape_for_depfile(std::filesystem::absolute(input).lexically_normal().string());
        write_file(depfile, text + "\n");
    }
    if (stamp.empty()) return;
    write_file(stamp, "");
    std::filesystem::last_write_time(stamp, std::filesystem::file_time_type::clock::now());
}

void add_build_options(Command& command, BuildFiles& files) {
    command.text("--stamp", files.stamp, "FILE", "file to make when all is well");
    command.text("--depfile", files.depfile, "FILE", "file that lists all inputs of the stamp");
}

}  // namespace migration

#pragma once

// Server programs refuse to run as root: then they run as the user postgres.

#include <filesystem>
#include <string>
#include <vector>

namespace migration {

struct UserCall {
    std::string program;
    std::vector<std::string> arguments;
};

UserCall as_server_user(const std::string& program, const std::vector<std::string>& arguments);

// Lets that user do anything in the folder and with the files that are in it now.
void open_for_server_user(const std::filesystem::path& folder);

}  // namespace migration

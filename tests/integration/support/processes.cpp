#include "support/processes.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace migration {
namespace {

// A process may end while it is looked at.
std::string arguments_of(const std::filesystem::path& folder) {
    std::string text;
    const int file = ::open((folder / "cmdline").c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return text;
    char chunk[4096];
    for (ssize_t got = 0; (got = ::read(file, chunk, sizeof chunk)) > 0;)
        text.append(chunk, static_cast<std::size_t>(got));
    ::close(file);
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text;
}

}  // namespace

std::vector<Process> process_list() {
    std::vector<Process> list;
    std::error_code none;
    for (std::filesystem::directory_iterator entry("/proc", none), end; entry != end;
         entry.increment(none))
        if (auto text = arguments_of(entry->path()); !text.empty())
            list.push_back({std::atoi(entry->path().filename().c_str()), std::move(text)});
    return list;
}

}  // namespace migration

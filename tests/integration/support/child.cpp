#include "support/child.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "base/file.hpp"

namespace migration {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> merged(const std::map<std::string, std::string>& more) {
    std::vector<std::string> entries;
    for (const auto& [key, value] : more) entries.push_back(key + "=" + value);
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text(*entry);
        const std::string name = text.substr(0, text.find('='));
        // Nothing may lead a runner to another server than the test's.
        if (!more.contains(name) && !name.starts_with("PG") && name != "DATABASE_URL")
            entries.push_back(text);
    }
    return entries;
}

}  // namespace

Child::Child(const std::string& program, const std::vector<std::string>& arguments,
             const std::map<std::string, std::string>& environment, std::filesystem::path output)
    : output_(std::move(output)) {
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto entries = merged(environment);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int failure = ::posix_spawn(&id_, program.c_str(), &actions, nullptr,
                                      pointers(words).data(), pointers(entries).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) throw std::runtime_error("cannot start " + program);
}

Child::~Child() {
    if (!running()) return;
    kill(SIGKILL);
    exit_code();
}

bool Child::running() {
    return status_ == -1 && ::waitpid(id_, &status_, WNOHANG) == 0;
}

void Child::kill(int signal) const {
    if (status_ == -1) ::kill(id_, signal);
}

int Child::exit_code() {
    if (running()) ::waitpid(id_, &status_, 0);
    return WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
}

std::string Child::output() const {
    return read_file(output_);
}

}  // namespace migration

#pragma once

// Shared by the files of this folder: Boost.Process's headers and how a ProgramCall becomes a
// process.

#include <linux/close_range.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/process/v2.hpp>

#include "base/error.hpp"
#include "process/program.hpp"

namespace migration {

namespace asio = boost::asio;
namespace process = boost::process::v2;

inline std::vector<std::string> merged_environment(const ProgramCall& call) {
    std::vector<std::string> entries;
    for (const auto& [key, value] : call.environment)
        entries.emplace_back(key).append("=").append(value);
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('='));
        bool replaced =
            std::find(call.without.begin(), call.without.end(), name) != call.without.end();
        for (const auto& [key, value] : call.environment) replaced = replaced || key == name;
        if (!replaced) entries.emplace_back(text);
    }
    return entries;
}

// Boost 1.81's own process_environment is declared but not defined in its headers.
class Environment {
public:
    explicit Environment(const ProgramCall& call) : entries_(merged_environment(call)) {
        for (const auto& entry : entries_) pointers_.push_back(entry.c_str());
        pointers_.push_back(nullptr);
    }

    template <typename Launcher>
    boost::system::error_code on_setup(Launcher& launcher, const process::filesystem::path&,
                                       const char* const*&) {
        launcher.env = pointers_.data();
        return {};
    }

private:
    std::vector<std::string> entries_;
    std::vector<const char*> pointers_;
};

// Runs in the child between fork and exec. Boost 1.81 lets children inherit all open descriptors,
// also this process's ends of other children's pipes.
struct StandardStreamsOnly {
    template <typename Launcher>
    boost::system::error_code on_exec_setup(Launcher&, const process::filesystem::path&,
                                            const char* const*&) {
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        return {};
    }
};

// `initializers` are Boost.Process's: standard streams, launch hooks.
template <typename... Initializers>
process::process launch(asio::io_context& context, const ProgramCall& call,
                        Initializers&&... initializers) {
    boost::system::error_code failure;
    Environment environment(call);
    auto child = process::default_process_launcher()(
        context.get_executor(), failure, call.program.string(), call.arguments,
        std::forward<Initializers>(initializers)..., environment, StandardStreamsOnly());
    if (failure)
        throw Error(ErrorKind::usage,
                    "cannot start \"" + call.program.string() + "\": " + failure.message());
    return child;
}

inline int exit_code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace migration

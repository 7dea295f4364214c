#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <functional>

#include "base/interrupt.hpp"
#include "process/launch.hpp"

namespace migration {
namespace {

void collect(asio::readable_pipe& pipe, std::string& text) {
    asio::async_read(pipe, asio::dynamic_buffer(text),
                     [](const boost::system::error_code&, std::size_t) {});
}

// Ends the child when a signal comes to us or the time limit passes, while its output is being
// read.
class Guard {
public:
    Guard(asio::io_context& context, process::process& child, const ProgramCall& call,
          std::function<void()> on_time_out)
        : child_(child), wake_(context), timer_(context), on_time_out_(std::move(on_time_out)) {
        if (call.interruptible && interrupt_descriptor() >= 0) {
            wake_.assign(::dup(interrupt_descriptor()));
            wake_.async_wait(asio::posix::stream_descriptor::wait_read,
                             [this](const boost::system::error_code& failure) {
                                 if (!failure) ::kill(child_.id(), SIGTERM);
                             });
        }
        if (call.limit) {
            timer_.expires_after(*call.limit);
            timer_.async_wait([this](const boost::system::error_code& failure) {
                if (failure) return;
                timed_out_ = true;
                ::kill(child_.id(), SIGKILL);
                on_time_out_();
            });
        }
    }
    void release() {
        boost::system::error_code ignored;
        wake_.cancel(ignored);  // it may never have been opened
        timer_.cancel();
    }
    bool timed_out() const { return timed_out_; }

private:
    process::process& child_;
    asio::posix::stream_descriptor wake_;
    asio::steady_timer timer_;
    std::function<void()> on_time_out_;
    bool timed_out_ = false;
};

// Boost hands over a decoded status here, another one there: the raw one is what waitpid gave.
int wait_for(process::process& child, asio::io_context& context, Guard& guard) {
    child.async_wait([&](const boost::system::error_code&, int) { guard.release(); });
    context.run();
    return child.native_exit_code();
}

// What the program reads: the text that it is given, in a file that no folder knows, nothing, or
// our own input.
class InputFile {
public:
    explicit InputFile(const ProgramCall& call) {
        if (!call.input && !call.capture) return;
        file_ = call.input ? std::tmpfile() : std::fopen("/dev/null", "r");
        if (file_ == nullptr || (call.input && !write(*call.input)))
            throw Error(ErrorKind::failed, "cannot write a temporary file");
    }
    ~InputFile() {
        if (file_ != nullptr) std::fclose(file_);
    }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    std::FILE* file() const { return file_ != nullptr ? file_ : stdin; }

private:
    bool write(const std::string& text) {
        return std::fwrite(text.data(), 1, text.size(), file_) == text.size() &&
               std::fflush(file_) == 0 && ::lseek(::fileno(file_), 0, SEEK_SET) == 0;
    }

    std::FILE* file_ = nullptr;
};

}  // namespace

ProgramResult run_program(const ProgramCall& call) {
    asio::io_context context;
    ProgramResult result;
    asio::readable_pipe output(context);
    asio::readable_pipe errors(context);
    const InputFile input(call);
    auto child = call.capture
                     ? launch(context, call, process::process_stdio{input.file(), output, errors})
                     : launch(context, call,
                              process::process_stdio{input.file(), call.to_errors ? stderr : stdout,
                                                     stderr});
    if (call.capture) {
        collect(output, result.output);
        collect(errors, result.errors);
    }
    // Children of the program may hold its output open longer than it lives.
    Guard guard(context, child, call, [&] {
        output.close();
        errors.close();
    });
    result.exit_code = exit_code_of(wait_for(child, context, guard));
    if (guard.timed_out())
        throw Error(ErrorKind::failed, "\"" + call.program.string() + "\" did not end within " +
                                           std::to_string(call.limit->count()) + " ms");
    if (call.interruptible) check_interrupt();
    return result;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
    const auto found = process::environment::find_executable(name);
    if (found.empty()) return std::nullopt;
    return std::filesystem::path(found.string());
}

}  // namespace migration

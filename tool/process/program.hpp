#pragma once

// Other programs: run to their end with captured output, or kept beside this process. The only
// folder that includes Boost.Process. A program never inherits descriptors other than its three
// standard ones.

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migration {

struct ProgramCall {
    std::filesystem::path program;
    std::vector<std::string> arguments;
    // Variables that are added to this process's environment, or replace its own.
    std::vector<std::pair<std::string, std::string>> environment;
    // False: the program writes to this process's stdout and stderr; the result's texts stay empty.
    bool capture = true;
    // After this time the program is killed and an Error thrown.
    std::optional<std::chrono::milliseconds> limit = {};
    // Variables of this process that the program must not get.
    std::vector<std::string> without = {};
    // Without capture: both output streams of the program are this process's stderr.
    bool to_errors = false;
    // The program's standard input. Without it: this process's, or nothing if output is captured.
    std::optional<std::string> input = {};
    // False: a signal to this process does not stop the program. For cleaning up.
    bool interruptible = true;
};

struct ProgramResult {
    int exit_code = 0;  // 128 + n when signal n ended it
    std::string output;
    std::string errors;
};

// Throws Error (usage) when the program cannot be started, and the interrupt's Error when a signal
// came (the program is then sent SIGTERM first).
ProgramResult run_program(const ProgramCall& call);

// The program of that name on PATH.
std::optional<std::filesystem::path> find_program(const std::string& name);

// A helper program: this process holds its standard input open and reads its output by lines. When
// this process ends, in whatever way, the input ends, too, and the helper finishes. Move-only; the
// destructor ends the input and waits.
class Companion {
public:
    explicit Companion(const ProgramCall& call);
    ~Companion();
    Companion(Companion&&) noexcept;
    Companion& operator=(Companion&&) noexcept;

    // Sends a line to its input. Does nothing if the program has ended.
    void write_line(const std::string& line);

    // The next line without its end, or nothing if the output ended, the time ran out, or a signal
    // came to this process.
    std::optional<std::string> read_line(std::chrono::milliseconds limit);

    // Ends its input and waits, at most `limit`, until its output ends.
    void finish(std::chrono::milliseconds limit);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// A server as a child: its output goes to a file; it gets `death_signal` if this process dies
// (Linux).
class Daemon {
public:
    Daemon(const ProgramCall& call, const std::filesystem::path& log, int death_signal);
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    int pid() const;
    bool running();
    // Sends the signal and waits; SIGKILL after `limit`.
    void stop(int signal, std::chrono::milliseconds limit);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace migration

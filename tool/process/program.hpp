#pragma once

// Other programs: run to their end with captured output, or kept beside us as a companion. The only folder
// that includes Boost.Process. A program never inherits descriptors other than its three standard ones.

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
    // Added to, or replacing, what we have in our own environment.
    std::vector<std::pair<std::string, std::string>> environment;
    // False: the program writes to our own stdout and stderr, and the result's texts stay empty.
    bool capture = true;
    // After this time the program is killed and an Error thrown.
    std::optional<std::chrono::milliseconds> limit = {};
    // What it shall not have of our own environment.
    std::vector<std::string> without = {};
    // Where nothing is captured: both of its streams are our stderr.
    bool to_errors = false;
    // What it reads; without it, what we read, or nothing where its output is captured.
    std::optional<std::string> input = {};
    // False: runs to its end, or to the limit, whatever signal comes to us. For cleaning up.
    bool interruptible = true;
};

struct ProgramResult {
    int exit_code = 0;  // 128 + n when signal n ended it
    std::string output;
    std::string errors;
};

// Throws Error (usage) when the program cannot be started, and the interrupt's Error when a signal came
// (the program is then sent SIGTERM first).
ProgramResult run_program(const ProgramCall& call);

// The program of that name on PATH.
std::optional<std::filesystem::path> find_program(const std::string& name);

// A helper program whose standard input we hold open and whose output we read by lines. When we end, however,
// its input ends: that is its sign to finish. Move-only; the destructor ends the input and waits.
class Companion {
public:
    explicit Companion(const ProgramCall& call);
    ~Companion();
    Companion(Companion&&) noexcept;
    Companion& operator=(Companion&&) noexcept;

    // Sends a line to its input. Nothing happens when it has ended.
    void write_line(const std::string& line);

    // The next line without its end, or nothing when the output ended, the time ran out, or a signal came to
    // us.
    std::optional<std::string> read_line(std::chrono::milliseconds limit);

    // Ends its input and waits, at most `limit`, until its output ends.
    void finish(std::chrono::milliseconds limit);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// A server-like child: its output goes to a file; it gets `death_signal` when we die (Linux).
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

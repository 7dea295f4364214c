#pragma once

// The one family of errors, and with it the table of exit codes: each kind of error ends the
// program with its own code. The table is what `--help` and docs/reference.md show.

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace migration {

enum class ErrorKind {
    failed,
    usage,
    mismatch,
    unreachable,
    lock_busy,
    skipped,
    hung_up,
    interrupted,
    terminated
};

// True for the kinds that stand for a signal to this process. Only main handles these.
bool is_of_signal(ErrorKind kind);

struct ExitCode {
    int code;
    std::string_view name;
    std::string_view meaning;
};

inline constexpr int exit_done = 0;
inline constexpr int exit_pending = 3;

// All exit codes in ascending order, for help and reference.
std::span<const ExitCode> exit_codes();

// Thrown for every failure that ends a command; caught once, in main. `what()` is the message
// without the hint: lower case, no full stop, values quoted, with `file:line: ` in front where
// there is a place.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message, std::string hint = "");

    ErrorKind kind() const { return kind_; }
    const std::string& hint() const { return hint_; }
    int exit_code() const;
    // As the table has it: "mismatch".
    std::string_view kind_name() const;

private:
    ErrorKind kind_;
    std::string hint_;
};

}  // namespace migration

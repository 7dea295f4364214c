#include "base/error.hpp"

#include <array>

namespace migration {
namespace {

constexpr std::array<ExitCode, 11> table{{
    {0, "done", "done, also when there was nothing to do"},
    {1, "failed", "a migration or a check failed"},
    {2, "usage", "wrong usage or configuration"},
    {3, "pending", "migrations are pending (only with 'status --exit-code')"},
    {4, "mismatch", "history, checksum or schema does not match"},
    {5, "unreachable", "the server cannot be reached, try again"},
    {6, "lock-busy", "another runner holds the lock, try again"},
    {77, "skipped", "skipped (test commands only)"},
    {129, "hung-up", "the terminal was closed (SIGHUP)"},
    {130, "interrupted", "interrupted by SIGINT"},
    {143, "terminated", "ended by SIGTERM"},
}};

int code_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::failed:
            return 1;
        case ErrorKind::usage:
            return 2;
        case ErrorKind::mismatch:
            return 4;
        case ErrorKind::unreachable:
            return 5;
        case ErrorKind::lock_busy:
            return 6;
        case ErrorKind::skipped:
            return 77;
        case ErrorKind::hung_up:
            return 129;
        case ErrorKind::interrupted:
            return 130;
        case ErrorKind::terminated:
            return 143;
    }
    return 1;
}

}  // namespace

std::span<const ExitCode> exit_codes() {
    return table;
}

bool is_of_signal(ErrorKind kind) {
    return kind == ErrorKind::hung_up || kind == ErrorKind::interrupted ||
           kind == ErrorKind::terminated;
}

Error::Error(ErrorKind kind, const std::string& message, std::string hint)
    : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

int Error::exit_code() const {
    return code_of(kind_);
}

std::string_view Error::kind_name() const {
    for (const auto& entry : table)
        if (entry.code == exit_code()) return entry.name;
    return "";
}

}  // namespace migration

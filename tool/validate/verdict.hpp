#pragma once

// What validation found, as values. docs/verdicts.md describes their JSON form, which is a promise.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/manifest.hpp"
#include "set/problem.hpp"
#include "snapshot/row_difference.hpp"
#include "snapshot/snapshot.hpp"
#include "validate/finding_kind.hpp"

namespace migration {

enum class Check { up, up_again, down, down_again, up_after_down };
inline constexpr std::array<Check, 5> all_checks{Check::up, Check::up_again, Check::down,
                                                 Check::down_again, Check::up_after_down};

// `known`: what fails is in the file of known findings.
enum class Result { not_run, passed, waived, known, failed };

// How a script behaves when it is run twice.
enum class Grade { unknown, idempotent, refuses, repeats };

std::string_view check_name(Check check);
std::string_view result_name(Result result);
std::string_view grade_name(Grade grade);

struct Finding {
    Check check = Check::up;
    FindingKind kind = FindingKind::error;
    ObjectKey object;  // "index public.idx_city_rooms_slug"; empty for an error
    std::optional<std::string> before;
    std::optional<std::string> after;
    RowDifference rows;  // of a table whose data differ
    std::string file;    // relative to the set's directory
    int line = 0;
    std::string message;  // one sentence; of an error, the server's words
    std::string hint;
    std::string waived;  // the reason of the waiver; empty without one
    bool note = false;   // does not fail the check
    bool known = false;  // the file of known findings has it

    bool fails() const { return !note && waived.empty(); }
};

// What the server said while a script ran.
struct CheckNotice {
    Check check = Check::up;
    std::string severity;  // NOTICE, WARNING, INFO
    std::string message;
    std::string place;  // "file:line"
};

struct MigrationVerdict {
    std::string version;
    std::string slug;
    std::string digest;
    std::array<Result, 5> checks{};
    Grade up_again = Grade::unknown;
    Grade down_again = Grade::unknown;
    std::vector<Finding> findings;
    double milliseconds = 0;
    // For the manifest: the changes of the up script, and the fingerprint after it.
    Changes changes;
    std::vector<TableLock> locks = {};
    std::string fingerprint;
    std::string footprint = {};
    std::vector<CheckNotice> notices = {};  // the first ones of each run of a script
    Changes left = {};                      // what a waived down script does not restore

    Result& at(Check check) { return checks[static_cast<std::size_t>(check)]; }
    Result at(Check check) const { return checks[static_cast<std::size_t>(check)]; }
    bool passed() const;
    // Whether the up script has run as it should.
    bool is_up() const { return at(Check::up) == Result::passed; }
    // Whether the down script leads back as far as anybody knows.
    bool leads_back() const;
    std::string name() const { return migration_name(version, slug); }
};

struct RunVerdict {
    std::string server;    // "15.18"
    std::string provider;  // "local"
    std::vector<MigrationVerdict> migrations;
    Result chain = Result::not_run;
    std::vector<Finding> chain_findings;
    double milliseconds = 0;
    // The run of all up scripts in one session (run_straight).
    Result straight = Result::not_run;
    std::vector<Finding> straight_findings = {};
    std::string server_log = {};  // the last lines, of a run that failed
    std::string image = {};       // of a container
    std::string role = {};        // the role that migrated, quoted if needed

    int major() const;
    bool passed() const;
};

struct Verdicts {
    std::string tool;
    std::string set;
    std::string layout;
    std::string digest;
    std::vector<RunVerdict> runs;
    Problems problems = {};  // of files that belong to no migration

    bool passed() const;
};

}  // namespace migration

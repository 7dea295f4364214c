#pragma once

// What `validate` and `verdict` share: the options of a validation, and a whole run of it.

#include <optional>
#include <string>
#include <vector>

#include "commands/server_options.hpp"
#include "commands/set_options.hpp"
#include "manifest/manifest.hpp"
#include "report/verdict_text.hpp"
#include "validate/verdict.hpp"

namespace migration {

struct ValidationArguments {
    SetArguments set;
    ServerArguments server;
    std::string results;
    bool verbose = false;

    Detail detail() const { return verbose ? Detail::everything : Detail::what_counts; }
};

void add_validation_options(Command& command, ValidationArguments& arguments);

struct Validation {
    Verdicts verdicts;
    Manifest manifest;  // without states if the set failed, or an up script did
};

// Whether each up script ran as it should, on each server.
bool is_up(const Verdicts& verdicts);

// Validates on each server of the options at the same time, and prints verdicts as they come; with
// `quiet` it prints none. Throws Error (skipped) without a server where skipping is allowed.
Validation run_validation(const ValidationArguments& arguments, const ReadSet& read, bool quiet);

}  // namespace migration

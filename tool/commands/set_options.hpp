#pragma once

// The options that name a directory of migrations and how to read it.

#include <string>

#include "commands/command_line.hpp"
#include "set/read_directory.hpp"

namespace migration {

struct SetArguments {
    std::string directory;
    std::string name;
    std::string layout;
    std::string stores;  // names divided by commas
    std::string prerequisites;
    std::string seeds;
    std::string python;
    std::string config;
    std::string baseline;
    std::string down;
    std::string idempotence;
    std::string column_order;
    std::string sequences;
    std::string ledger;

    // Throws Error (usage) for invalid values.
    SetOptions options() const;
};

// The directory as the command's argument, as the required option --directory, or as an optional
// one.
enum class DirectoryOption { positional, required, optional };

void add_set_options(Command& command, SetArguments& arguments, DirectoryOption directory);

// The set, or an Error (failed) after printing every problem. The server, which may be newer than
// the tool's grammar, judges the syntax.
ReadSet read_sound_set(const SetArguments& arguments);

// The same for a validation: problems of single files stay in the result, each of them a finding.
// Throws Error (failed) after printing every problem if order or identity of the migrations is not
// known.
ReadSet read_set_to_validate(const SetArguments& arguments);

// Whether there is nothing but notes.
bool is_sound(const Problems& problems);

// Throws Error (failed) after printing every problem, unless there is nothing but notes.
void require_sound(const Problems& problems, const std::string& what);

// To stderr, or as an event.
void print_problem(const Problem& problem);

// The script that --prerequisites names, read in the same way.
Script read_sound_prerequisites(const SetArguments& arguments);

// For the runner's commands in migration-tool: the options --directory and --manifest.
AddSource directory_source();

}  // namespace migration

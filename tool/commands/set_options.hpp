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

// Who judges the syntax: the tool's own grammar, or the server, which may be newer.
enum class Syntax { ours, servers };

// The set, or an Error (failed) after printing every problem.
ReadSet read_sound_set(const SetArguments& arguments, Syntax syntax = Syntax::servers);

// The same for a validation: problems of single files stay in the result, each of them a finding.
// Throws Error (failed) after printing every problem if order or identity of the migrations is not
// known.
ReadSet read_set_to_validate(const SetArguments& arguments);

// Whether there is nothing but notes.
bool is_sound(const Problems& problems);

// To stderr, or as an event.
void print_problem(const Problem& problem);

// The script that --prerequisites names, read in the same way.
Script read_sound_prerequisites(const SetArguments& arguments);

// For the runner's commands in migration-tool: the options --directory and --manifest.
AddSource directory_source();

}  // namespace migration

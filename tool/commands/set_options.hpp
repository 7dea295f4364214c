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
    std::string idempotence = "STRICT";
    std::string column_order = "STRICT";
    std::string sequences = "FORWARD";
    std::string ledger = "public.schema_migrations";

    // Throws Error (usage) for invalid values.
    SetOptions options() const;
};

// The directory as the command's argument, as the required option --directory, or as an optional one.
enum class DirectoryOption { positional, required, optional };

void add_set_options(Command& command, SetArguments& arguments, DirectoryOption directory);

// Who judges the syntax: the tool's own grammar, or the server, which may be newer.
enum class Syntax { ours, servers };

// The set, or an Error (failed) after printing every problem.
ReadSet read_sound_set(const SetArguments& arguments, Syntax syntax = Syntax::servers);

// The script that --prerequisites names, read in the same way.
Script read_sound_prerequisites(const SetArguments& arguments);

// For the runner's commands in migration-tool: the options --directory and --manifest.
AddSource directory_source();

}  // namespace migration

#pragma once

// The commands that only migration-tool has.

#include "commands/command_line.hpp"

namespace migration {

void add_check_command(CommandLine& line);
void add_validate_command(CommandLine& line);
void add_verdict_command(CommandLine& line);
void add_list_command(CommandLine& line);
void add_convert_command(CommandLine& line);
void add_new_command(CommandLine& line);
void add_rename_command(CommandLine& line);
void add_renumber_command(CommandLine& line);
void add_embed_command(CommandLine& line);
void add_sandbox_command(CommandLine& line);

}  // namespace migration

#pragma once

// The commands of both programs: the packaged runner runs them on the migrations inside it,
// migration-tool on those of a directory.

#include "commands/command_line.hpp"

namespace migration {

void add_up_command(CommandLine& line, const AddSource& add_source);
void add_down_command(CommandLine& line, const AddSource& add_source);
void add_redo_command(CommandLine& line, const AddSource& add_source);
void add_reapply_command(CommandLine& line, const AddSource& add_source);
void add_status_command(CommandLine& line, const AddSource& add_source);
void add_plan_command(CommandLine& line, const AddSource& add_source);
void add_history_command(CommandLine& line, const AddSource& add_source);
void add_verify_command(CommandLine& line, const AddSource& add_source);
void add_manifest_command(CommandLine& line, const AddSource& add_source);
void add_wait_command(CommandLine& line, const AddSource& add_source);
void add_info_command(CommandLine& line, const AddSource& add_source);
void add_baseline_command(CommandLine& line, const AddSource& add_source);
void add_repair_command(CommandLine& line, const AddSource& add_source);
void add_backup_command(CommandLine& line, const AddSource& add_source);
void add_restore_command(CommandLine& line, const AddSource& add_source);
void add_fresh_command(CommandLine& line, const AddSource& add_source);

// All of the above.
void add_runner_commands(CommandLine& line, const AddSource& add_source);

}  // namespace migration

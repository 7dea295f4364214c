#include "commands/runner_commands.hpp"

namespace migration {

void add_runner_commands(CommandLine& line, const AddSource& add_source) {
    add_up_command(line, add_source);
    add_down_command(line, add_source);
    add_redo_command(line, add_source);
    add_reapply_command(line, add_source);
    add_status_command(line, add_source);
    add_plan_command(line, add_source);
    add_history_command(line, add_source);
    add_verify_command(line, add_source);
    add_manifest_command(line, add_source);
    add_wait_command(line, add_source);
    add_info_command(line, add_source);
    add_baseline_command(line, add_source);
    add_repair_command(line, add_source);
    add_backup_command(line, add_source);
    add_restore_command(line, add_source);
    add_fresh_command(line, add_source);
}

}  // namespace migration

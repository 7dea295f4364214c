#include "adopt/out_of_step.hpp"

#include <map>

namespace migration {

std::string in_step_note(const FoundHistory& found) {
    return "in step with " + std::string(found.tool->name) + " in " + found.table.schema + "." +
           found.table.table;
}

// The newest row of a version decides.
std::optional<LogRow> undone_out_of_step(Ledger& ledger, const FoundHistory& found,
                                         const VersionSet& versions) {
    std::map<std::string, LogRow, VersionOrder> newest;
    for (auto& log : ledger.history())
        if ((log.action == "down" || log.action == "fresh") && log.outcome == "done" &&
            versions.contains(log.version))
            newest.insert_or_assign(log.version, std::move(log));
    const std::string note = in_step_note(found);
    for (auto& [version, log] : newest)
        if (log.reason != note) return std::move(log);
    return std::nullopt;
}

Error undone_but_applied(const FoundHistory& found, const LogRow& undone) {
    const std::string tool(found.tool->name);
    return {ErrorKind::mismatch,
            "migration \"" + migration_name(undone.version, undone.slug) + "\" was undone at " +
                undone.logged_at + " without --keep-in-step, but " + tool + " has it as applied",
            "if the database lacks it, apply it with 'up', without --keep-in-step; if " + tool +
                " has applied it since, record it with 'baseline --from " + tool +
                " --accept-undone'"};
}

}  // namespace migration

#include "apply/ledger_rows.hpp"

#include "apply/stored_script.hpp"
#include "base/tool_version.hpp"

namespace migration {

LedgerRow ledger_row(const Migration& migration, const std::string& fingerprint) {
    LedgerRow row;
    row.version = migration.version;
    row.slug = migration.slug;
    row.checksum = migration.up.checksum;
    row.fingerprint = fingerprint;
    row.tool_version = tool_version();
    if (migration.down) row.down_sql = stored_script(*migration.down);
    return row;
}

LogRow log_row(const LedgerRow& row, const char* action) {
    LogRow log;
    log.version = row.version;
    log.slug = row.slug;
    log.action = action;
    log.outcome = "done";
    log.checksum = row.checksum;
    log.tool_version = tool_version();
    return log;
}

}  // namespace migration

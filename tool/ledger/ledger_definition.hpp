#pragma once

// The ledger's two tables, each column spelt once.

#include <span>
#include <string>
#include <string_view>

#include "base/ledger_name.hpp"

namespace migration {

struct LedgerColumn {
    std::string_view name;
    std::string_view type;  // with its constraints
    enum class Value { written, by_default } value = Value::written;
};

std::span<const LedgerColumn> ledger_columns();
std::span<const LedgerColumn> ledger_log_columns();

// "(version, slug, …)": those that an INSERT names, in the tables' order.
std::string written_columns(std::span<const LedgerColumn> columns);

// CREATE TABLE IF NOT EXISTS for both.
std::string ledger_definition(const LedgerName& name);

}  // namespace migration

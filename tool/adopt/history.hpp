#pragma once

// What the history table of another tool says of a database. Plain data.

#include <string>
#include <vector>

namespace migration {

enum class RecordState {
    applied,
    up_to,       // this migration and everything before it; the set must have it
    baseline,    // everything up to this version; the set need not have it
    repeatable,  // ran once or more, and runs again when its text changes
    doubtful     // recorded, although it did not run: only the schema can tell
};

// One row, or what several rows come to.
struct HistoryRecord {
    RecordState state = RecordState::applied;
    std::string recorded;       // as the tool identifies the migration: a version, a name, a file
    std::string checksum = {};  // as the tool records it; empty without one
    std::string reason = {};    // of a doubtful one
    bool operator==(const HistoryRecord&) const = default;
};

// Why a history cannot be taken over, and the way out.
struct Refusal {
    std::string reason;
    std::string way_out;
    std::string file = {};  // if it is about one script
    bool operator==(const Refusal&) const = default;
};

struct ForeignHistory {
    std::string tool;
    std::string table;                   // "public.flyway_schema_history"
    std::vector<HistoryRecord> records;  // oldest first
    std::vector<Refusal> refusals = {};
    std::vector<std::string> warnings = {};
    bool operator==(const ForeignHistory&) const = default;
};

}  // namespace migration

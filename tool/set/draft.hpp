#pragma once

// A migration as its layout read it: which texts belong to it, before anybody has looked at the
// SQL.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "set/migration.hpp"

namespace migration {

struct DraftScript {
    std::string path;   // of the file, relative to the set's directory
    std::string shown;  // the file as messages name it
    // Lines that belong to another script of the same file are empty here, so that line numbers are
    // the file's.
    std::string text;
    bool no_transaction = false;  // the layout's tool runs it without a transaction around it
    VerifyRule verify_rule = VerifyRule::rows;  // of a verify script
    // Where it was in psql's dialect: what `text` is made of, where it has statements that only run
    // in a transaction, and whether something in it cannot be run, which has been reported.
    std::vector<Origin> origins = {};
    std::vector<std::size_t> needs_transaction = {};
    bool cannot_run = false;
    std::string file_text = {};  // as of Script; may be `text` itself here
};

struct Draft {
    std::string version;  // "seeds.001" for a seed
    std::string slug;
    bool seed = false;
    std::optional<DraftScript> up;  // without it the down script stands alone, which is reported
    std::optional<DraftScript> down;
    std::optional<DraftScript> verify;
    // Runs again whenever its text has changed; stands behind all versions.
    bool repeatable = false;
    std::optional<std::int64_t> journal_time = {};  // as of Migration
};

}  // namespace migration

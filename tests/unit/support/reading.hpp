#pragma once

// What the reader makes of a folder, as lines that a test can compare.

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "support/sets.hpp"

namespace migration {

// "SELECT 1; SELECT 2;", with "(alone) " before a script that runs without a transaction.
inline std::string reading_of(const std::optional<Script>& script) {
    if (!script) return "-";
    std::string text = script->transactional ? "" : "(alone) ";
    for (const auto& statement : script->statements)
        text += one_line(script->sql(statement), 200) + "; ";
    return std::string(trim(text));
}

// One line for each migration in the order of the set, "version slug | up | down", and behind them
// one for each problem, "rule file:line: message".
inline std::vector<std::string> reading_of(const SetFolder& folder) {
    const ReadSet read = folder.read();
    std::vector<std::string> lines;
    for (const auto& migration : read.set.migrations) {
        lines.push_back(migration.version + " " + migration.slug + " | " +
                        reading_of(std::optional(migration.up)) + " | " +
                        reading_of(migration.down));
        if (migration.verify) lines.back() += " | " + reading_of(migration.verify);
    }
    for (const auto& problem : read.problems)
        lines.push_back(problem.rule + " " + folder.without_path(problem.text()));
    return lines;
}

inline std::vector<std::string> reading_of(
    std::initializer_list<std::pair<std::string, std::string>> files) {
    return reading_of(SetFolder(files));
}

}  // namespace migration

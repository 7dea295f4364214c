#pragma once

// Tests that walk the stairway over sets in directories of their own.

#include <gmock/gmock.h>

#include "support/server.hpp"
#include "support/sets.hpp"
#include "validate/stairway.hpp"

namespace migration {

class StairwayTest : public ServerTest {
protected:
    static RunVerdict walk(const SetFolder& folder) {
        return walk_stairway(folder.sound_set(), {server()->settings(), {}, "", false}, "local");
    }

    // "up passed, up_again passed, …" without what passed; "passed" when all did.
    static std::string shown(const MigrationVerdict& verdict) {
        std::string text;
        for (const auto check : all_checks)
            if (verdict.at(check) != Result::passed)
                text += std::string(text.empty() ? "" : ", ") + std::string(check_name(check)) +
                        " " + std::string(result_name(verdict.at(check)));
        return text.empty() ? "passed" : text;
    }

    static std::vector<std::string> shown(const RunVerdict& run) {
        std::vector<std::string> texts;
        for (const auto& verdict : run.migrations)
            texts.push_back(verdict.version + " " + shown(verdict));
        return texts;
    }

    // "down left_behind index public.i" …; notes and waivers are marked.
    static std::vector<std::string> shown(const std::vector<Finding>& findings) {
        std::vector<std::string> texts;
        for (const auto& finding : findings) {
            texts.push_back(std::string(check_name(finding.check)) + " " +
                            std::string(finding_kind_name(finding.kind)) + " " +
                            finding.object.text());
            if (finding.note) texts.back() += " (note)";
            if (!finding.waived.empty()) texts.back() += " (waived: " + finding.waived + ")";
        }
        return texts;
    }
};

}  // namespace migration

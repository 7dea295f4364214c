#include "validate/same_verdicts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

bool is_compared(Check check, Compared compared) {
    return compared == Compared::whole_way || check == Check::up || check == Check::up_again;
}

std::vector<std::string> findings_of(const MigrationVerdict& verdict, Compared compared) {
    std::vector<std::string> texts;
    for (const auto& finding : verdict.findings)
        if (!finding.note && is_compared(finding.check, compared))
            texts.push_back(std::string(check_name(finding.check)) + " " +
                            std::string(finding_kind_name(finding.kind)) + " " +
                            finding.object.text());
    std::sort(texts.begin(), texts.end());
    return texts;
}

Changes structure_of(Changes changes) {
    std::erase_if(changes, [](const auto& change) { return change.facet == Facet::rows; });
    return changes;
}

std::string difference(const MigrationVerdict& a, const MigrationVerdict& b, Compared compared) {
    for (const Check check : all_checks)
        if (is_compared(check, compared) && a.at(check) != b.at(check))
            return "the check " + std::string(check_name(check)) + " has the result " +
                   std::string(result_name(b.at(check))) + ", not " +
                   std::string(result_name(a.at(check)));
    if (findings_of(a, compared) != findings_of(b, compared)) return "its findings are others";
    if (structure_of(a.changes) != structure_of(b.changes))
        return "its up script makes other objects";
    return "";
}

}  // namespace

std::vector<std::string> differences_of(const Verdicts& a, const Verdicts& b, Compared compared) {
    std::vector<std::string> found;
    if (a.runs.size() != b.runs.size()) return {"the servers are others"};
    for (std::size_t run = 0; run < a.runs.size(); ++run) {
        const auto& of_a = a.runs[run].migrations;
        const auto& of_b = b.runs[run].migrations;
        if (of_a.size() != of_b.size())
            return {counted(of_b.size(), "migration") + " of " + std::to_string(of_a.size())};
        for (std::size_t i = 0; i < of_a.size(); ++i)
            if (const auto what = difference(of_a[i], of_b[i], compared); !what.empty())
                found.push_back("\"" + of_b[i].name() + "\" on PostgreSQL " + a.runs[run].server +
                                ": " + what);
        if (compared == Compared::whole_way && a.runs[run].chain != b.runs[run].chain)
            found.push_back("the chain on PostgreSQL " + a.runs[run].server);
    }
    return found;
}

}  // namespace migration

#include "set/known_findings.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json_text.hpp"

namespace migration {
namespace {

using nlohmann::ordered_json;

constexpr int known_format = 1;

ordered_json known_to_json(const KnownFinding& finding) {
    return {{"migration", finding.migration},
            {"check", finding.check},
            {"kind", finding.kind},
            {"object", finding.object},
            {"digest", finding.digest}};
}

KnownFinding known_from_json(const ordered_json& object) {
    return {object.at("migration"), object.at("digest"), object.at("check"), object.at("kind"),
            object.at("object")};
}

}  // namespace

bool KnownFindings::contains(const KnownFinding& finding) const {
    return std::binary_search(entries.begin(), entries.end(), finding);
}

KnownFindings read_known_findings(const std::filesystem::path& file) {
    const std::string text = read_file(file);
    KnownFindings known{file, sha256_hex(text), {}};
    try {
        const auto object = parse_json<ordered_json>(text);
        if (object.at("format") != known_format)
            throw Error(ErrorKind::usage, file.string() + ": expected known findings of format " +
                                              std::to_string(known_format) + " but found format " +
                                              json_quote(object.at("format")));
        for (const auto& entry : object.at("findings"))
            known.entries.push_back(known_from_json(entry));
    } catch (const ordered_json::exception& error) {
        throw Error(ErrorKind::usage,
                    file.string() + ": not a list of known findings: " + error.what(),
                    "it is written by 'migration-tool validate DIRECTORY --write-baseline'");
    }
    std::sort(known.entries.begin(), known.entries.end());
    return known;
}

std::string known_findings_text(std::vector<KnownFinding> entries) {
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    std::string text = "{\n\"format\": " + std::to_string(known_format) + ",\n\"findings\": [";
    for (std::size_t i = 0; i < entries.size(); ++i)
        text +=
            (i > 0 ? ",\n" : "\n") +
            known_to_json(entries[i]).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    return text + (entries.empty() ? "]\n}\n" : "\n]\n}\n");
}

}  // namespace migration

#include "validate/verdict_json.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_text.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

using nlohmann::ordered_json;

constexpr int format = 1;

template <typename Enum, typename Names>
Enum named(const std::string& name, std::initializer_list<Enum> values, const Names& name_of,
           Enum otherwise) {
    for (const auto value : values)
        if (name_of(value) == name) return value;
    return otherwise;
}

Result result_named(const std::string& name) {
    return named(name, {Result::passed, Result::waived, Result::known, Result::failed}, result_name,
                 Result::not_run);
}

Grade grade_named(const std::string& name) {
    return named(name, {Grade::idempotent, Grade::refuses, Grade::repeats}, grade_name,
                 Grade::unknown);
}

Check check_named(const std::string& name) {
    return named(name, {Check::up_again, Check::down, Check::down_again, Check::up_after_down},
                 check_name, Check::up);
}

// Definitions may hold connection strings.
ordered_json optional_to_json(const std::optional<std::string>& text) {
    return text ? ordered_json(redact(*text)) : ordered_json(nullptr);
}

std::optional<std::string> optional_from_json(const ordered_json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<std::string>());
}

ordered_json grade_to_json(Grade grade) {
    return grade == Grade::unknown ? ordered_json(nullptr) : ordered_json(grade_name(grade));
}

ordered_json finding_to_json(const Finding& finding) {
    ordered_json object{{"check", check_name(finding.check)},
                        {"kind", finding_kind_name(finding.kind)},
                        {"object", finding.object.text()},
                        {"before", optional_to_json(finding.before)},
                        {"after", optional_to_json(finding.after)},
                        {"file", finding.file},
                        {"line", finding.line},
                        {"message", redact(finding.message)},
                        {"hint", finding.hint}};
    if (!finding.rows.empty())
        object["rows"] = {{"before", finding.rows.before},
                          {"after", finding.rows.after},
                          {"more_before", finding.rows.more_before},
                          {"more_after", finding.rows.more_after}};
    if (!finding.waived.empty()) object["waived"] = finding.waived;
    if (finding.note) object["note"] = true;
    if (finding.known) object["known"] = true;
    return object;
}

FindingKind kind_from_json(const std::string& name) {
    const auto kind = finding_kind_named(name);
    if (!kind) throw Error(ErrorKind::usage, "unknown kind of finding: \"" + name + "\"");
    return *kind;
}

Finding finding_from_json(const ordered_json& object) {
    Finding finding;
    finding.check = check_named(object.at("check"));
    finding.kind = kind_from_json(object.at("kind"));
    finding.object = object.at("object").get<std::string>();
    finding.before = optional_from_json(object.at("before"));
    finding.after = optional_from_json(object.at("after"));
    finding.file = object.at("file");
    finding.line = object.at("line");
    finding.message = object.at("message");
    finding.hint = object.at("hint");
    if (object.contains("rows")) {
        const auto& rows = object.at("rows");
        finding.rows = {rows.at("before"), rows.at("after"), rows.at("more_before"),
                        rows.at("more_after")};
    }
    finding.waived = object.value("waived", "");
    finding.note = object.value("note", false);
    finding.known = object.value("known", false);
    return finding;
}

ordered_json findings_to_json(const std::vector<Finding>& findings) {
    ordered_json array = ordered_json::array();
    for (const auto& finding : findings) array.push_back(finding_to_json(finding));
    return array;
}

std::vector<Finding> findings_from_json(const ordered_json& array) {
    std::vector<Finding> findings;
    for (const auto& object : array) findings.push_back(finding_from_json(object));
    return findings;
}

ordered_json notices_to_json(const std::vector<CheckNotice>& notices) {
    ordered_json array = ordered_json::array();
    for (const auto& notice : notices)
        array.push_back({{"check", check_name(notice.check)},
                         {"severity", notice.severity},
                         {"message", notice.message},
                         {"place", notice.place}});
    return array;
}

std::vector<CheckNotice> notices_from_json(const ordered_json& array) {
    std::vector<CheckNotice> notices;
    for (const auto& object : array)
        notices.push_back({check_named(object.at("check")), object.at("severity"),
                           object.at("message"), object.at("place")});
    return notices;
}

ordered_json migration_to_json(const MigrationVerdict& verdict) {
    ordered_json checks;
    for (const auto check : all_checks)
        checks[std::string(check_name(check))] = result_name(verdict.at(check));
    ordered_json object{{"version", verdict.version},
                        {"slug", verdict.slug},
                        {"digest", verdict.digest},
                        {"checks", checks},
                        {"up_again", grade_to_json(verdict.up_again)},
                        {"down_again", grade_to_json(verdict.down_again)},
                        {"findings", findings_to_json(verdict.findings)},
                        {"milliseconds", verdict.milliseconds}};
    if (!verdict.notices.empty()) object["notices"] = notices_to_json(verdict.notices);
    return object;
}

MigrationVerdict migration_from_json(const ordered_json& object) {
    MigrationVerdict verdict;
    verdict.version = object.at("version");
    verdict.slug = object.at("slug");
    verdict.digest = object.at("digest");
    for (const auto check : all_checks)
        verdict.at(check) = result_named(object.at("checks").at(std::string(check_name(check))));
    const auto grade = [&](const char* key) {
        return object.at(key).is_null() ? Grade::unknown : grade_named(object.at(key));
    };
    verdict.up_again = grade("up_again");
    verdict.down_again = grade("down_again");
    verdict.findings = findings_from_json(object.at("findings"));
    verdict.milliseconds = object.at("milliseconds");
    if (object.contains("notices")) verdict.notices = notices_from_json(object.at("notices"));
    return verdict;
}

ordered_json problem_to_json(const Problem& problem) {
    ordered_json object{{"rule", problem.rule},
                        {"file", problem.file},
                        {"line", problem.line},
                        {"message", redact(problem.message)},
                        {"hint", problem.hint}};
    if (problem.known) object["known"] = true;
    return object;
}

Problem problem_from_json(const ordered_json& object) {
    return {object.at("rule"),    object.at("file"), object.at("line"),
            object.at("message"), object.at("hint"), object.value("known", false)};
}

ordered_json run_to_json(const RunVerdict& run) {
    ordered_json migrations = ordered_json::array();
    for (const auto& verdict : run.migrations) migrations.push_back(migration_to_json(verdict));
    ordered_json object{{"server", run.server},
                        {"provider", run.provider},
                        {"migrations", migrations},
                        {"chain", result_name(run.chain)},
                        {"chain_findings", findings_to_json(run.chain_findings)},
                        {"straight", result_name(run.straight)},
                        {"straight_findings", findings_to_json(run.straight_findings)},
                        {"milliseconds", run.milliseconds}};
    if (!run.image.empty()) object["image"] = run.image;
    if (!run.server_log.empty()) {
        auto& lines = object["server_log"] = ordered_json::array();
        for (const auto line : split(run.server_log, '\n')) lines.push_back(line);
    }
    return object;
}

RunVerdict run_from_json(const ordered_json& object) {
    RunVerdict run;
    run.server = object.at("server");
    run.provider = object.at("provider");
    for (const auto& entry : object.at("migrations"))
        run.migrations.push_back(migration_from_json(entry));
    run.chain = result_named(object.at("chain"));
    run.chain_findings = findings_from_json(object.at("chain_findings"));
    run.straight = result_named(object.value("straight", ""));
    if (object.contains("straight_findings"))
        run.straight_findings = findings_from_json(object.at("straight_findings"));
    run.milliseconds = object.at("milliseconds");
    run.image = object.value("image", "");
    if (object.contains("server_log"))
        run.server_log = join(object.at("server_log").get<std::vector<std::string>>(), "\n");
    return run;
}

}  // namespace

std::string verdicts_to_text(const Verdicts& verdicts) {
    ordered_json runs = ordered_json::array();
    for (const auto& run : verdicts.runs) runs.push_back(run_to_json(run));
    ordered_json object{{"format", format},          {"tool", verdicts.tool},
                        {"set", verdicts.set},       {"layout", verdicts.layout},
                        {"digest", verdicts.digest}, {"runs", runs}};
    for (const auto& problem : verdicts.problems)
        object["problems"].push_back(problem_to_json(problem));
    return object.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

Verdicts verdicts_from_text(const std::string& text, const std::string& source) {
    try {
        const auto object = parse_json<ordered_json>(text);
        if (object.at("format") != format)
            throw Error(ErrorKind::usage, source + ": expected verdicts of format " +
                                              std::to_string(format) + " but found format " +
                                              json_quote(object.at("format")));
        Verdicts verdicts{
            object.at("tool"), object.at("set"), object.at("layout"), object.at("digest"), {}, {}};
        for (const auto& run : object.at("runs")) verdicts.runs.push_back(run_from_json(run));
        if (object.contains("problems"))
            for (const auto& problem : object.at("problems"))
                verdicts.problems.push_back(problem_from_json(problem));
        return verdicts;
    } catch (const ordered_json::exception& error) {
        throw Error(ErrorKind::usage, source + ": not a verdict file: " + error.what(),
                    "it is written by 'migration-tool validate --results FILE'");
    }
}

}  // namespace migration

#include "report/verdict_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/redact.hpp"
#include "base/text.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

constexpr std::size_t context_lines = 2;
constexpr std::size_t few = 3;  // names that one line shows

// The lines of a long definition that differ from the other one's, with a few around them.
std::string differing_part(const std::string& text, const std::optional<std::string>& other) {
    const auto lines = split(text, '\n');
    if (!other || lines.size() <= 4 * context_lines) return text;
    const auto others = split(*other, '\n');
    std::size_t head = 0, tail = 0;
    const std::size_t most = std::min(lines.size(), others.size());
    while (head < most && lines[head] == others[head]) ++head;
    while (tail < most - head && lines[lines.size() - 1 - tail] == others[others.size() - 1 - tail])
        ++tail;
    const std::size_t first = head > context_lines ? head - context_lines : 0;
    const std::size_t last = std::min(lines.size(), lines.size() - tail + context_lines);
    std::string part = first > 0 ? "…\n" : "";
    for (std::size_t i = first; i < last; ++i)
        part += std::string(lines[i]) + (i + 1 < last ? "\n" : "");
    return part + (last < lines.size() ? "\n…" : "");
}

// Digests of rows say nothing to people.
std::string without_digest(const std::string& definition) {
    return definition.substr(0, definition.find(", digest "));
}

// A definition under its label, further lines indented below it.
std::string labelled(std::string_view label, const std::optional<std::string>& text,
                     const std::optional<std::string>& other) {
    std::string result = fmt::format("    {:<8}", std::string(label) + ":");
    // Each by itself: what stands behind a secret must not be taken for a part of it.
    for (const char c :
         text ? visible_lines(redact(without_digest(differing_part(*text, other)))) : "nothing") {
        result += c;
        if (c == '\n') result += "            ";
    }
    return result + "\n";
}

// Rows that only one side has, as a diff shows lines; long ones are cut.
std::string rows_text(char sign, const std::vector<std::string>& rows, long long more) {
    constexpr std::size_t longest = 200;
    std::string text;
    for (const auto& row : rows)
        text += fmt::format("      {} {}\n", sign, visible(one_line(redact(row), longest)));
    if (more > 0) text += fmt::format("      {} {} more\n", sign, more);
    return text;
}

// The hint stands once under findings in a row that share it.
std::string findings_text(const std::vector<Finding>& all, const std::string& directory,
                          Detail detail) {
    std::vector<Finding> findings;
    std::copy_if(all.begin(), all.end(), std::back_inserter(findings), [&](const auto& finding) {
        return detail == Detail::everything || (finding.fails() && !finding.known);
    });
    std::string text;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        Finding finding = findings[i];
        if (i + 1 < findings.size() && findings[i + 1].hint == finding.hint &&
            findings[i + 1].note == finding.note && finding.waived.empty())
            finding.hint.clear();
        text += finding_text(finding, directory);
    }
    return text;
}

// Of the first runs: a second one says again and again what is there already.
std::string notices_text(const MigrationVerdict& verdict, Detail detail) {
    std::string text;
    for (const auto& notice : verdict.notices) {
        const bool is_first = notice.check == Check::up || notice.check == Check::down;
        if (detail == Detail::everything)
            text += fmt::format("       {}: {}: {} ({})\n", check_name(notice.check),
                                notice.severity, notice.message, notice.place);
        else if (is_first)
            text +=
                fmt::format("       {}: {} ({})\n", notice.severity, notice.message, notice.place);
    }
    return text;
}

std::string checks_text(const MigrationVerdict& verdict) {
    if (!verdict.is_up()) return fmt::format("up {}", result_name(verdict.at(Check::up)));
    std::vector<std::string> parts;
    for (const auto check : all_checks) {
        const auto result = verdict.at(check);
        if (result != Result::passed)
            parts.push_back(fmt::format("{} {}", check_name(check), result_name(result)));
    }
    return join(parts, ", ");
}

}  // namespace

std::string finding_text(const Finding& finding, const std::string& directory) {
    const auto file = visible((std::filesystem::path(directory) / finding.file).string());
    const auto message = visible_lines(redact(finding.message));
    const bool has_line = finding.line > 0 || finding.kind != FindingKind::file;
    std::string text = fmt::format(
        "{}{}: {}", file, has_line ? fmt::format(":{}", std::max(finding.line, 1)) : "", message);
    if (!finding.object.empty()) text += fmt::format(": \"{}\"", visible(finding.object.text()));
    if (finding.kind == FindingKind::error)
        text = fmt::format("{}:{}: {} fails: {}", file, std::max(finding.line, 1),
                           check_name(finding.check), message);
    text += "\n";
    const bool compares_runs = finding.kind == FindingKind::session;
    if (!finding.object.empty())
        text += labelled(compares_runs ? "alone" : "before", finding.before, finding.after) +
                labelled(compares_runs ? "in one" : "after", finding.after, finding.before) +
                rows_text('-', finding.rows.before, finding.rows.more_before) +
                rows_text('+', finding.rows.after, finding.rows.more_after);
    if (!finding.waived.empty())
        return text + fmt::format("waived: {}\n", visible_lines(redact(finding.waived)));
    if (finding.note) text += "note: this does not fail the check\n";
    if (finding.known) text += "known: this does not fail the check\n";
    if (!finding.hint.empty())
        text += fmt::format("hint: {}\n", visible_lines(redact(finding.hint)));
    return text;
}

std::string notes_text(const MigrationVerdict& verdict) {
    std::string text;
    std::set<std::string> noted;
    for (const auto& finding : verdict.findings)
        if (finding.note && noted.insert(finding.object.text()).second)
            text += fmt::format("  {}   {}: {}{}\n", paint(Colour::yellow, "note"), verdict.name(),
                                finding.message,
                                finding.object.empty() ? "" : " " + finding.object.text());
    return text;
}

std::string verdict_text(const MigrationVerdict& verdict, const std::string& directory,
                         Detail detail) {
    const bool passed = verdict.passed();
    std::string line = fmt::format(
        "  {} {} ({:.0f} ms)", passed ? paint(Colour::green, "ok  ") : paint(Colour::red, "FAIL"),
        verdict.name(), verdict.milliseconds);
    const auto checks = checks_text(verdict);
    if (!checks.empty()) line += ": " + checks;
    line += "\n";
    return line + notices_text(verdict, detail) +
           findings_text(verdict.findings, directory, detail);
}

std::string chain_text(const RunVerdict& run, const std::string& directory) {
    const Colour colour = run.chain == Result::passed   ? Colour::green
                          : run.chain == Result::failed ? Colour::red
                                                        : Colour::none;
    std::string text = fmt::format("  chain {}{}\n", paint(colour, result_name(run.chain)),
                                   run.chain == Result::not_run ? ": a migration failed" : "");
    text += findings_text(run.chain_findings, directory, Detail::what_counts);
    if (run.straight == Result::failed)
        text += fmt::format("  straight run {}\n", paint(Colour::red, "failed")) +
                findings_text(run.straight_findings, directory, Detail::what_counts);
    return text;
}

namespace {

// The names of the migrations that cannot be undone, by the reason.
std::map<std::string, std::vector<std::string>> irreversible_ones(const MigrationSet& set) {
    std::map<std::string, std::vector<std::string>> names;
    for (const auto& migration : set.migrations)
        if (const auto& reason = migration.up.annotations.irreversible)
            names[*reason].push_back(migration.name());
    return names;
}

}  // namespace

std::string summary_text(const MigrationSet& set, const RunVerdict& run) {
    std::size_t failed = 0, waivers = 0, known = 0;
    std::string waived, notes;
    for (const auto& verdict : run.migrations) {
        notes += notes_text(verdict);
        failed += verdict.passed() ? 0 : 1;
        for (const auto& finding : verdict.findings) {
            known += finding.known ? 1 : 0;
            if (finding.waived.empty()) continue;
            ++waivers;
            waived += fmt::format(
                "  {} {}: {} {}{}{}: {}\n", paint(Colour::yellow, "waived"), verdict.name(),
                check_name(finding.check), finding_kind_name(finding.kind),
                finding.object.empty() ? "" : " ", finding.object.text(), finding.waived);
        }
    }
    for (const auto& [reason, names] : irreversible_ones(set)) {
        waivers += names.size();
        waived += fmt::format(
            "  {} {}: irreversible: {}\n", paint(Colour::yellow, "waived"),
            names.size() > few ? counted(names.size(), "migration") : join(names, ", "), reason);
    }
    return notes + waived +
           fmt::format(
               "{}: {} passed, {} failed, {}{}, chain {}{}, {:.0f} ms\n", set.name,
               run.migrations.size() - failed, failed, counted(waivers, "waiver"),
               known == 0 ? "" : ", " + counted(known, "known finding"), result_name(run.chain),
               run.straight == Result::failed ? ", straight run failed" : "", run.milliseconds);
}

std::string mended_text(const std::vector<KnownFinding>& mended) {
    std::string text;
    for (const auto& entry : mended)
        text += fmt::format("  {} {}{}{} {}{}{}\n", paint(Colour::green, "mended"), entry.migration,
                            entry.migration.empty() ? "" : ": ", entry.check, entry.kind,
                            entry.object.empty() ? "" : " ", entry.object);
    return mended.empty() ? ""
                          : text +
                                "hint: take what is mended out of the list with "
                                "--write-baseline\n";
}

std::string problem_text(const Problem& problem) {
    std::string text = visible(redact(problem.text())) + "\n";
    if (effect_of(problem) == Effect::note) text += "note: this does not fail the check\n";
    if (!problem.hint.empty()) text += "hint: " + visible(problem.hint) + "\n";
    return text;
}

}  // namespace migration

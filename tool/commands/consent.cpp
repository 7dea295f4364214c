#include "commands/consent.hpp"

#include <unistd.h>

#include <iostream>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

std::string answer_to(const std::string& prompt) {
    print_prompt(prompt);
    std::string answer;
    const bool has_answer = static_cast<bool>(std::getline(std::cin, answer));
    check_interrupt();  // it ends the wait, and is no answer
    if (!has_answer) return "";
    return std::string(trim(answer));
}

void require_terminal(const std::string& question, const std::string& hint) {
    if (::isatty(STDIN_FILENO) == 0)
        throw Error(ErrorKind::usage, "cannot ask without a terminal: " + question + "?", hint);
}

std::optional<std::string> loss_of(const DownStep& step) {
    if (step.migration == nullptr) return std::nullopt;
    const auto& down = step.migration->down;
    if (down && down->annotations.lossy) return down->annotations.lossy;
    return step.migration->up.annotations.lossy;
}

}  // namespace

void require_yes(const std::string& question, bool yes) {
    if (yes) return;
    require_terminal(question, "confirm with --yes");
    const std::string answer = to_lower(answer_to(question + "? [y/N] "));
    if (answer != "y" && answer != "yes")
        throw Error(ErrorKind::failed, "not confirmed, nothing was changed");
}

void require_words(const std::string& question, const std::string& words,
                   const std::string& given) {
    if (given == words) return;
    if (!given.empty())
        throw Error(ErrorKind::usage,
                    "expected --confirm \"" + words + "\" but found \"" + given + "\"");
    require_terminal(question, "confirm with --confirm \"" + words + "\"");
    if (answer_to(question + "; type " + words + " to go on: ") != words)
        throw Error(ErrorKind::failed, "not confirmed, nothing was changed");
}

void require_consent(const std::string& deed, const std::vector<DownStep>& steps,
                     const std::string& database, bool yes) {
    std::vector<std::string> names;
    for (const auto& step : steps) {
        names.push_back(migration_name(step.row.version, step.row.slug));
        if (const auto loss = loss_of(step))
            print_note("undoing " + names.back() + " loses data: " + *loss + "\n");
    }
    require_yes(deed + " " + counted(steps.size(), "migration") + " on database \"" + database +
                    "\" (" + join(names, ", ") + ")",
                yes);
}

}  // namespace migration

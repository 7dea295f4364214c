#include "report/step_report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/redact.hpp"
#include "base/text.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"
#include "set/migration.hpp"

namespace migration {

using nlohmann::ordered_json;

namespace {

constexpr std::chrono::seconds speak_every(10);

std::string seconds_of(std::chrono::milliseconds time) {
    return fmt::format("{} s", std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

std::string progress_text(const BuildProgress& progress) {
    if (progress.total <= 0) return progress.phase;
    return fmt::format("{}, {} %", progress.phase, progress.done * 100 / progress.total);
}

std::string blocker_text(const Blocker& blocker) {
    return fmt::format("pid {} ({}), {} s in its transaction{}", blocker.pid, blocker.who,
                       blocker.seconds,
                       blocker.query.empty() ? "" : ": \"" + redact(blocker.query) + "\"");
}

ordered_json to_json(const RunningStatement& statement, const char* event) {
    return {{"event", event},
            {"action", statement.action},
            {"version", statement.version},
            {"slug", statement.slug},
            {"statement", statement.number},
            {"statements", statement.count},
            {"place", statement.place},
            {"sql", redact(statement.sql)},
            {"milliseconds", statement.elapsed.count()}};
}

ordered_json to_json(const Blocker& blocker) {
    return {{"pid", blocker.pid},
            {"who", blocker.who},
            {"query", redact(blocker.query)},
            {"seconds", blocker.seconds}};
}

}  // namespace

std::string drift_event(const Change& change) {
    const auto nullable = [](const std::optional<std::string>& text) {
        return text ? ordered_json(redact(*text)) : ordered_json(nullptr);
    };
    return json_line(ordered_json{{"event", "drift"},
                                  {"object", change.key.text()},
                                  {"validated", nullable(change.before)},
                                  {"live", nullable(change.after)}});
}

StepReport::~StepReport() {
    line_.clear();
}

void StepReport::say(const std::string& text) {
    line_.clear();
    try {
        print(text);
    } catch (const Error& error) {
        // What is done is done, whoever listens, and what is to be done goes on.
        if (!std::exchange(is_unheard_, true))
            print_note(error.what() + std::string(": the work goes on\n"));
    }
}

void StepReport::skipped(const std::string& version, const std::string& slug) {
    if (json_)
        return say(json_line(ordered_json{
            {"event", "skipped"}, {"action", action_}, {"version", version}, {"slug", slug}}));
    say(fmt::format("  {} {} {} (another runner has done it)\n", paint(Colour::green, "ok  "),
                    action_, migration_name(version, slug)));
}

// On a terminal the status line is always current; elsewhere a line now and then is enough.
bool StepReport::is_time_to_speak(const RunningStatement& statement, const Activity& activity) {
    std::string key = statement.place;
    for (const auto& blocker : activity.blockers) key += " " + std::to_string(blocker.pid);
    const bool news = !activity.blockers.empty() && key != last_said_;
    if (statement.elapsed < last_time_) last_time_ = std::chrono::milliseconds(0);
    if (!news && statement.elapsed - last_time_ < speak_every) return false;
    last_said_ = key;
    last_time_ = statement.elapsed;
    return true;
}

void StepReport::still_running(const RunningStatement& statement, const Activity& activity) {
    const bool speaks = is_time_to_speak(statement, activity);
    if (json_) {
        if (!speaks) return;
        ordered_json object = to_json(statement, "running");
        if (activity.progress)
            object["progress"] = {{"phase", activity.progress->phase},
                                  {"done", activity.progress->done},
                                  {"total", activity.progress->total}};
        object["blockers"] = ordered_json::array();
        for (const auto& blocker : activity.blockers)
            object["blockers"].push_back(to_json(blocker));
        return say(json_line(object));
    }
    std::string text =
        fmt::format("  …    {} {}: statement {} of {}, {}", statement.action,
                    migration_name(statement.version, statement.slug), statement.number,
                    statement.count, seconds_of(statement.elapsed));
    if (activity.progress) text += ", " + progress_text(*activity.progress);
    if (!activity.blockers.empty())
        text += ", waits for " + blocker_text(activity.blockers.front());
    if (line_.show(text + (activity.blockers.empty() ? ": " + redact(statement.sql) : "")) ||
        !speaks)
        return;
    for (std::size_t i = 1; i < activity.blockers.size(); ++i)
        text += "\n         and for " + blocker_text(activity.blockers[i]);
    print_note(text + "\n");
}

void StepReport::terminated(const Blocker& blocker, bool done) {
    if (json_) {
        ordered_json object{{"event", "terminated"}};
        object.update(to_json(blocker));
        object["done"] = done;
        return say(json_line(object));
    }
    line_.clear();
    print_note(fmt::format("  {} {}\n", done ? "ended" : "could not end", blocker_text(blocker)));
}

void StepReport::tries_again(const RunningStatement& statement, const std::string& reason,
                             int tries_left, std::chrono::milliseconds pause) {
    if (json_) {
        ordered_json object = to_json(statement, "retry");
        object["error"] = redact(reason);
        object["tries_left"] = tries_left;
        object["pause_milliseconds"] = pause.count();
        return say(json_line(object));
    }
    line_.clear();
    print_note(fmt::format(
        "  trying again in {:.1f} s, {} left: {}\n", static_cast<double>(pause.count()) / 1000,
        tries_left == 1 ? "1 try" : fmt::format("{} tries", tries_left), redact(reason)));
}

void StepReport::notes(const std::string& text) {
    line_.clear();
    print_note(text + "\n");
}

void StepReport::remarks(const std::string& text) {
    if (json_) return say(json_line(ordered_json{{"event", "remark"}, {"text", redact(text)}}));
    line_.clear();
    print_note("  " + redact(text) + "\n");
}

// Shown below the step that they belong to.
void StepReport::noticed(const ServerNotice& notice) {
    constexpr std::size_t most = 20;
    if (json_)
        return say(json_line(ordered_json{{"event", "notice"},
                                          {"severity", notice.severity},
                                          {"message", notice.message},
                                          {"place", notice.place}}));
    if (notices_.size() < most || notice.severity == "WARNING")
        notices_.push_back(notice);
    else
        ++more_notices_;
}

void StepReport::say_notices() {
    for (const auto& notice : std::exchange(notices_, {}))
        say(fmt::format("       {}: {} ({})\n", notice.severity, notice.message, notice.place));
    if (const auto more = std::exchange(more_notices_, 0); more > 0)
        say(fmt::format("       … and {} more\n", more));
}

void StepReport::drifted(const Change& change) {
    if (json_) say(drift_event(change));
}

void StepReport::warns(const std::string& text, const std::string& hint) {
    if (json_)
        return say(json_line(
            ordered_json{{"event", "warning"}, {"message", redact(text)}, {"hint", redact(hint)}}));
    line_.clear();
    print_note("warning: " + redact(text) + "\n" +
               (hint.empty() ? "" : "hint: " + redact(hint) + "\n"));
}

void StepReport::done(const std::string& version, const std::string& slug, long long milliseconds) {
    if (json_)
        return say(json_line(ordered_json{{"event", "done"},
                                          {"action", action_},
                                          {"version", version},
                                          {"slug", slug},
                                          {"milliseconds", milliseconds}}));
    say(fmt::format("  {} {} {} ({} ms)\n", paint(Colour::green, "ok  "), action_,
                    migration_name(version, slug), milliseconds));
    say_notices();
}

void StepReport::failed(const std::string& version, const std::string& slug,
                        const std::string& error) {
    if (json_)
        return say(json_line(ordered_json{{"event", "failed"},
                                          {"action", action_},
                                          {"version", version},
                                          {"slug", slug},
                                          {"error", redact(error)}}));
    say(fmt::format("  {} {} {}\n", paint(Colour::red, "FAIL"), action_,
                    migration_name(version, slug)));
    say_notices();
}

void StepReport::finish(const std::string& set, std::size_t steps, std::size_t planned) {
    if (json_)
        return say(json_line(ordered_json{{"event", "finished"},
                                          {"action", action_},
                                          {"set", set},
                                          {"steps", steps},
                                          {"planned", planned}}));
    const std::string verb = action_ == "down"       ? "undone"
                             : action_ == "baseline" ? "recorded"
                             : action_ == "redo"     ? "undone and applied again"
                             : action_ == "reapply"  ? "run again"
                                                     : "applied";
    if (planned == 0) return say(fmt::format("{}: nothing to do\n", set));
    if (steps == planned)
        return say(fmt::format("{}: {} {}\n", set, counted(steps, "migration"), verb));
    say(fmt::format("{}: {} of {} {}\n", set, steps, counted(planned, "migration"), verb));
}

}  // namespace migration

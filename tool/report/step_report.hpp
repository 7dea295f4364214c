#pragma once

// Shows the events of a run: as text, or as JSON lines.

#include <chrono>
#include <string>
#include <vector>

#include "apply/run_listener.hpp"
#include "report/terminal.hpp"

namespace migration {

// The event of one object that differs, as `up --json` and `verify --json` print it, without
// secrets.
std::string drift_event(const Change& change);

class StepReport : public RunListener {
public:
    StepReport(std::string action, bool json) : action_(std::move(action)), json_(json) {}
    ~StepReport() override;

    void done(const std::string& version, const std::string& slug, long long milliseconds) override;
    void skipped(const std::string& version, const std::string& slug) override;
    void failed(const std::string& version, const std::string& slug,
                const std::string& error) override;
    void turns(const std::string& action) override { action_ = action; }
    void finish(const std::string& set, std::size_t steps, std::size_t planned) override;
    void notes(const std::string& text) override;

    void still_running(const RunningStatement& statement, const Activity& activity) override;
    void terminated(const Blocker& blocker, bool done) override;
    void tries_again(const RunningStatement& statement, const std::string& reason, int tries_left,
                     std::chrono::milliseconds pause) override;
    void remarks(const std::string& text) override;
    void noticed(const ServerNotice& notice) override;
    void drifted(const Change& change) override;
    void warns(const std::string& text, const std::string& hint) override;

private:
    void say(const std::string& text);
    void say_notices();
    bool is_time_to_speak(const RunningStatement& statement, const Activity& activity);

    std::string action_;  // up, down, reapply
    bool json_;
    bool is_unheard_ = false;  // standard output cannot be written
    StatusLine line_;
    std::vector<ServerNotice> notices_;  // of the step that runs, the first ones
    std::size_t more_notices_ = 0;
    std::string last_said_;
    std::chrono::milliseconds last_time_{0};
};

}  // namespace migration

#include "apply/statement_watch.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds look_every(1000);
constexpr milliseconds beat_every(5000);

}  // namespace

StatementWatch::StatementWatch(Session& session, RunListener& listener, bool terminate_blockers)
    : session_(session),
      listener_(listener),
      terminate_blockers_(terminate_blockers),
      activity_(session) {
    session_.while_waiting(look_every, [this] { look(); });
}

StatementWatch::~StatementWatch() {
    session_.while_waiting(milliseconds(0), {});
}

void StatementWatch::follow(RunningStatement statement, long long pid) {
    statement_ = std::move(statement);
    pid_ = pid;
    start_ = last_beat_ = Clock::now();
}

void StatementWatch::look() {
    if (statement_.number == 0) return;
    statement_.elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - start_);
    const Activity activity = pid_ == 0 ? Activity() : activity_.read(pid_);
    listener_.still_running(statement_, activity);
    if (terminate_blockers_)
        for (const auto& blocker : activity.blockers)
            listener_.terminated(blocker, activity_.terminate(blocker));
    if (!beat_ || Clock::now() - last_beat_ < beat_every) return;
    last_beat_ = Clock::now();
    try {
        beat_(activity_.session());
    } catch (const std::exception&) {
        // The next record of the script's position finds out.
    }
}

}  // namespace migration

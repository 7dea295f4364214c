#include "report/step_report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/redact.hpp"
#include "base/text.hpp"
#include "report/terminal.hpp"

namespace migration {

using nlohmann::ordered_json;

void StepReport::done(const std::string& version, const std::string& slug, long long milliseconds) {
    if (json_)
        return print(ordered_json{{"event", "done"},
                                  {"action", action_},
                                  {"version", version},
                                  {"slug", slug},
                                  {"milliseconds", milliseconds}}
                         .dump() +
                     "\n");
    print(fmt::format("  {} {} {}_{} ({} ms)\n", paint(Colour::green, "ok  "), action_, version, slug,
                      milliseconds));
}

void StepReport::failed(const std::string& version, const std::string& slug, const std::string& error) {
    if (json_)
        return print(ordered_json{{"event", "failed"},
                                  {"action", action_},
                                  {"version", version},
                                  {"slug", slug},
                                  {"error", redact(error)}}
                         .dump() +
                     "\n");
    print(fmt::format("  {} {} {}_{}\n", paint(Colour::red, "FAIL"), action_, version, slug));
}

void StepReport::finish(const std::string& set, std::size_t steps, std::size_t planned) {
    if (json_)
        return print(ordered_json{{"event", "finished"},
                                  {"action", action_},
                                  {"set", set},
                                  {"steps", steps},
                                  {"planned", planned}}
                         .dump() +
                     "\n");
    const std::string verb = action_ == "up" ? "applied" : "undone";
    if (planned == 0) return print(fmt::format("{}: nothing to do\n", set));
    if (steps == planned) return print(fmt::format("{}: {} {}\n", set, counted(steps, "migration"), verb));
    print(fmt::format("{}: {} of {} {}\n", set, steps, counted(planned, "migration"), verb));
}

}  // namespace migration

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/sandbox_commands.hpp"
#include "report/terminal.hpp"
#include "sandbox/leftovers.hpp"
#include "sandbox/user_folders.hpp"

namespace migration {
namespace {

std::string_view state_of(const FoundSandbox& found) {
    if (found.is_free()) return "abandoned";
    if (!found.lease()) return "starting";
    return found.lease()->kept ? "kept" : "in use";
}

std::string place_of(const FoundSandbox& found) {
    return found.lease() && !found.lease()->place.empty() ? found.lease()->place
                                                          : found.path().string();
}

std::string to_json(const FoundSandbox& found) {
    const Lease lease = found.lease().value_or(Lease());
    return nlohmann::ordered_json{
               {"state", state_of(found)}, {"provider", provider_name(lease.provider)},
               {"place", place_of(found)}, {"set", lease.set},
               {"project", lease.project}, {"started", lease.started},
               {"helper", lease.helper},   {"connect", lease.connect_command}}
               .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
           "\n";
}

std::string to_text(const FoundSandbox& found) {
    const Lease lease = found.lease().value_or(Lease());
    std::string text = fmt::format("{:<9}  {:<8}  {}", state_of(found),
                                   provider_name(lease.provider), place_of(found));
    if (!lease.set.empty()) text += ", set " + lease.set;
    if (!lease.started.empty())
        text += fmt::format(", since {}, pid {}", lease.started, lease.helper);
    if (lease.kept && !found.is_free()) text += "\n           " + lease.connect_command;
    return text + "\n";
}

std::string all_to_text(const std::vector<FoundSandbox>& all, bool json) {
    std::string text;
    for (const auto& found : all) text += json ? to_json(found) : to_text(found);
    return text;
}

// Root's clusters belong to another user, whose files root must not believe.
int list(bool json) {
    print(all_to_text(find_sandboxes(), json));
    print(as_server_user([&] { return all_to_text(find_clusters(), json); }).value_or(""));
    return exit_done;
}

struct Tally {
    std::size_t in_use = 0;
    std::size_t failed = 0;
};

Tally sweep(const std::vector<FoundSandbox>& all) {
    Tally tally;
    for (const auto& found : all) {
        const std::string place = place_of(found);
        switch (remove_leftover(found)) {
            case Removal::removed:
                print("removed " + place + "\n");
                break;
            case Removal::in_use:
                ++tally.in_use;
                break;
            case Removal::failed:
                ++tally.failed;
                print_error(Error(ErrorKind::failed, "could not be removed: \"" + place + "\""));
        }
    }
    return tally;
}

// Says what it did itself; gives back "IN_USE FAILED".
std::string sweep_clusters() {
    const Tally tally = sweep(find_clusters());
    return fmt::format("{} {}", tally.in_use, tally.failed);
}

int sweep() {
    Tally tally = sweep(find_sandboxes());
    if (const auto answer = as_server_user(sweep_clusters)) {
        Tally other;
        if (!(std::istringstream(*answer) >> other.in_use >> other.failed)) other.failed = 1;
        tally.in_use += other.in_use;
        tally.failed += other.failed;
    }
    if (tally.in_use > 0)
        print(fmt::format("{} in use, left alone\n", counted(tally.in_use, "server")));
    return tally.failed == 0 ? exit_done : 1;
}

}  // namespace

void add_sandbox_list(Command& sandbox) {
    Command command = sandbox.subcommand(
        "list", "list this user's disposable servers: in use, kept or abandoned");
    auto json = std::make_shared<bool>(false);
    command.flag("--json", *json, "print JSON objects, one per line");
    command.on_run([json] { return list(*json); });
}

void add_sandbox_sweep(Command& sandbox) {
    Command command = sandbox.subcommand(
        "sweep", "remove this user's kept and abandoned servers, but none in use");
    command.on_run([] { return sweep(); });
}

}  // namespace migration

#pragma once

// Docker's or Podman's command line: what we ask of it. Which engine it talks to is its own affair (contexts,
// DOCKER_HOST, CONTAINER_HOST, rootless). Calls have a time limit: an engine may hang.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/program.hpp"
#include "sandbox/sandbox_request.hpp"

namespace migration {

// What an image says of itself.
struct ImageFacts {
    std::vector<std::string> volumes;
    std::string data;  // PGDATA
    bool as_root = true;
};

struct ContainerSpec {
    std::string name;
    std::string image;
    std::string password;
    std::vector<std::pair<std::string, std::string>> labels;
};

class ContainerEngine {
public:
    // Docker or Podman. `environment` are variables that choose the engine, beside our own.
    explicit ContainerEngine(Provider provider,
                             std::vector<std::pair<std::string, std::string>> environment = {});

    // Why it cannot be used: not installed, no answer, or the engine's own words. Nothing when it can.
    std::optional<std::string> trouble() const;
    std::optional<ImageFacts> image(const std::string& name) const;
    // Shows the engine's progress on our stderr. False when it failed; the engine has said why.
    bool pull(const std::string& image) const;

    // Runs a PostgreSQL image in the foreground of that program: port published where only `address()` leads
    // to, data in memory, container and volumes removed at its end.
    ProgramCall run_call(const ContainerSpec& spec, const ImageFacts& facts) const;
    // The port on our side, once there is one.
    std::optional<std::string> published_port(const std::string& container) const;
    // The container's label; empty when there is none, nothing when the engine does not answer.
    std::optional<std::string> label(const std::string& container, const std::string& name) const;
    // Kills and removes it. True when it is not there any more.
    bool remove(const std::string& container) const;

    // Where its published ports are: 127.0.0.1, or the address of a remote engine's host.
    const std::string& address() const { return address_; }
    // The variables that choose the engine, and those of them that our environment has.
    static std::span<const std::string_view> choosing_names();
    std::vector<std::pair<std::string, std::string>> choosing_variables() const;
    const std::string& name() const { return name_; }

private:
    ProgramCall call(std::vector<std::string> arguments) const;
    std::string endpoint() const;

    std::string name_;
    std::optional<std::filesystem::path> program_;
    std::vector<std::pair<std::string, std::string>> environment_;
    std::string address_;
    std::optional<std::string> trouble_;  // that was seen before any call
};

}  // namespace migration

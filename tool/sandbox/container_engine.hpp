#pragma once

// Calls the command line of Docker or Podman, which itself chooses the engine (contexts,
// DOCKER_HOST, CONTAINER_HOST, rootless). Calls have a time limit, because an engine may hang.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/program.hpp"
#include "sandbox/sandbox_request.hpp"

namespace migration {

// Properties of an image.
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
    // Docker or Podman. `environment`: variables that choose the engine, added to those of this
    // process.
    explicit ContainerEngine(Provider provider,
                             std::vector<std::pair<std::string, std::string>> environment = {});

    // Why the engine cannot be used: not installed, no answer, or its own message. Nothing if it
    // can.
    std::optional<std::string> trouble() const;
    std::optional<ImageFacts> image(const std::string& name) const;
    // Shows the engine's progress on stderr. False if it failed; the engine has printed why.
    bool pull(const std::string& image) const;

    // Runs a PostgreSQL image in the foreground. The port is published on `address()` only, the
    // data is in memory, and the engine removes container and volumes at the end.
    ProgramCall run_call(const ContainerSpec& spec, const ImageFacts& facts) const;
    // The published port, once the engine has chosen it.
    std::optional<std::string> published_port(const std::string& container) const;
    // The container's label; empty without one, nothing if the engine does not answer.
    std::optional<std::string> label(const std::string& container, const std::string& name) const;
    // Kills and removes the container. True if it does not exist any more.
    bool remove(const std::string& container) const;

    // The address of published ports: 127.0.0.1, or that of a remote engine's host.
    const std::string& address() const { return address_; }
    // The variables that choose the engine, as far as this process has them.
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
    std::optional<std::string> trouble_;  // found before any call
};

}  // namespace migration

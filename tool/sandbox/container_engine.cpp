#include "sandbox/container_engine.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "sandbox/engine_address.hpp"
#include "sandbox/server_settings.hpp"

namespace migration {
namespace {

constexpr std::chrono::seconds call_limit(10);
constexpr std::chrono::seconds removal_limit(30);
// Parallel queries take more than the engines' 64 MB of shared memory.
constexpr const char* shared_memory = "256m";

std::string variable_of(const nlohmann::json& config, const std::string& name) {
    if (const auto found = config.find("Env"); found != config.end() && found->is_array())
        for (const auto& entry : *found)
            if (const std::string text = entry; text.starts_with(name + "="))
                return text.substr(name.size() + 1);
    return "";
}

ImageFacts facts_of(const nlohmann::json& config) {
    ImageFacts facts;
    if (const auto volumes = config.find("Volumes");
        volumes != config.end() && volumes->is_object())
        for (const auto& [path, nothing] : volumes->items()) facts.volumes.push_back(path);
    facts.data = variable_of(config, "PGDATA");
    if (facts.data.empty()) facts.data = "/var/lib/postgresql/data";
    const std::string user = config.value("User", "");
    facts.as_root = user.empty() || user == "root" || user == "0" || user.starts_with("0:");
    return facts;
}

bool is_below(const std::string& path, const std::string& folder) {
    return path == folder || path.starts_with(folder + "/");
}

// Where there will be a file system in memory: instead of the image's volumes, and where the data
// are.
std::vector<std::string> memory_folders(const ImageFacts& facts) {
    std::vector<std::string> folders = facts.volumes;
    for (const auto& folder : folders)
        if (is_below(facts.data, folder)) return folders;
    folders.push_back(facts.data);
    return folders;
}

}  // namespace

ContainerEngine::ContainerEngine(Provider provider,
                                 std::vector<std::pair<std::string, std::string>> environment)
    : name_(provider_name(provider)),
      program_(find_program(name_)),
      environment_(std::move(environment)) {
    if (!program_) {
        trouble_ = "no " + name_ + " on PATH";
        return;
    }
    try {
        address_ = address_of_engine(endpoint());
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::usage) throw;
        trouble_ = error.what();
    }
}

ProgramCall ContainerEngine::call(std::vector<std::string> arguments) const {
    ProgramCall call;
    call.program = program_.value_or(name_);
    call.arguments = std::move(arguments);
    call.environment = environment_;
    call.limit = call_limit;
    return call;
}

// Asked of Docker only where there can be a context: it takes as long as a look at an image.
std::string ContainerEngine::endpoint() const {
    const std::string variable = name_ == "docker" ? "DOCKER_HOST" : "CONTAINER_HOST";
    for (const auto& [name, value] : environment_)
        if (name == variable) return value;
    if (auto host = environment(variable.c_str()); !host.empty()) return host;
    std::error_code none;
    const auto config = environment("DOCKER_CONFIG");
    const auto folder = config.empty() ? std::filesystem::path(environment("HOME")) / ".docker"
                                       : std::filesystem::path(config);
    if (name_ != "docker" || !std::filesystem::exists(folder / "contexts", none)) return "";
    try {
        return std::string(
            trim(run_program(call({"context", "inspect", "--format", "{{.Endpoints.docker.Host}}"}))
                     .output));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
        return "";
    }
}

std::optional<std::string> ContainerEngine::trouble() const {
    if (trouble_) return trouble_;
    try {
        // Podman has no server of its own; its version says nothing of whether containers can be
        // had.
        const auto result =
            name_ == "docker"
                ? run_program(call({"version", "--format", "{{.Server.Version}}"}))
                : run_program(call({"info", "--format", "{{.Host.OCIRuntime.Name}}"}));
        if (result.exit_code == 0) return std::nullopt;
        const auto words = one_line(last_line(trim(result.errors)), 300);  // Podman warns first
        if (!words.empty()) return name_ + ": " + words;
        return name_ + " ended without a word, exit code " + std::to_string(result.exit_code);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
        return name_ + " gave no answer within " + counted(call_limit.count(), "second");
    }
}

std::optional<ImageFacts> ContainerEngine::image(const std::string& name) const {
    if (trouble_) return std::nullopt;
    try {
        const auto result =
            run_program(call({"image", "inspect", "--format", "{{json .Config}}", "--", name}));
        const auto config = nlohmann::json::parse(result.output, nullptr, false);
        if (result.exit_code != 0 || !config.is_object()) return std::nullopt;
        return facts_of(config);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
        return std::nullopt;
    }
}

bool ContainerEngine::pull(const std::string& image) const {
    ProgramCall pull = call({"pull", "--", image});
    pull.limit.reset();
    pull.capture = false;
    pull.to_errors = true;
    return run_program(pull).exit_code == 0;
}

ProgramCall ContainerEngine::run_call(const ContainerSpec& spec, const ImageFacts& facts) const {
    ProgramCall run = call({"run", "--rm", "--pull", "never", "--name", spec.name, "--shm-size",
                            shared_memory, "--publish", in_brackets(address_) + "::5432"});
    for (const auto& [key, value] : spec.labels)
        run.arguments.insert(run.arguments.end(),
                             {"--label", std::string(key).append("=").append(value)});
    const auto folders = memory_folders(facts);
    for (const auto& folder : folders)
        run.arguments.insert(run.arguments.end(), {"--tmpfs", folder + ":rw,mode=1777"});
    // A user that is not root cannot change the mode of a mounted folder.
    const bool mounted = std::find(folders.begin(), folders.end(), facts.data) != folders.end();
    const std::string data = mounted && !facts.as_root ? facts.data + "/pgdata" : facts.data;
    for (const std::string& variable :
         {std::string("POSTGRES_PASSWORD"), std::string("POSTGRES_USER=postgres"),
          std::string("POSTGRES_DB=postgres"), std::string("POSTGRES_INITDB_ARGS=--no-sync"),
          "PGDATA=" + data})
        run.arguments.insert(run.arguments.end(), {"--env", variable});
    // Its value comes from the program's environment: arguments can be seen by everybody.
    run.environment.emplace_back("POSTGRES_PASSWORD", spec.password);
    run.arguments.insert(run.arguments.end(), {spec.image, "postgres"});
    add_server_settings(run.arguments);
    run.limit.reset();
    return run;
}

// "127.0.0.1:32768", or "5432/tcp -> 127.0.0.1:32768".
std::optional<std::string> ContainerEngine::published_port(const std::string& container) const {
    const auto result = run_program(call({"port", container, "5432"}));
    const auto line = trim(std::string_view(result.output).substr(0, result.output.find('\n')));
    const auto colon = line.rfind(':');
    if (result.exit_code != 0 || colon == std::string_view::npos) return std::nullopt;
    return std::string(line.substr(colon + 1));
}

std::optional<std::string> ContainerEngine::label(const std::string& container,
                                                  const std::string& name) const {
    if (trouble()) return std::nullopt;
    const auto result =
        run_program(call({"container", "inspect", "--format",
                          "{{index .Config.Labels \"" + name + "\"}}", "--", container}));
    return result.exit_code == 0 ? std::string(trim(result.output)) : "";
}

bool ContainerEngine::remove(const std::string& container) const {
    ProgramCall removal = call({"rm", "--force", "--volumes"});
    // Podman would first ask the server to stop, and wait.
    if (name_ == "podman") removal.arguments.insert(removal.arguments.end(), {"--time", "0"});
    removal.arguments.push_back(container);
    removal.limit = removal_limit;
    removal.interruptible = false;
    run_program(removal);
    // It may have been in the middle of its own removal.
    ProgramCall look = call({"container", "inspect", "--format", "{{.Id}}", "--", container});
    look.interruptible = false;
    return run_program(look).exit_code != 0;
}

std::span<const std::string_view> ContainerEngine::choosing_names() {
    static constexpr std::array<std::string_view, 11> names{"DOCKER_HOST",
                                                            "DOCKER_CONTEXT",
                                                            "DOCKER_CONFIG",
                                                            "DOCKER_TLS_VERIFY",
                                                            "DOCKER_CERT_PATH",
                                                            "CONTAINER_HOST",
                                                            "CONTAINER_CONNECTION",
                                                            "CONTAINERS_CONF",
                                                            "XDG_RUNTIME_DIR",
                                                            "CONTAINERS_STORAGE_CONF",
                                                            "HOME"};
    return names;
}

std::vector<std::pair<std::string, std::string>> ContainerEngine::choosing_variables() const {
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto name : choosing_names())
        if (const auto value = environment(name.data()); !value.empty())
            found.emplace_back(name, value);
    return found;
}

}  // namespace migration

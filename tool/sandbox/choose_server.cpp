#include "sandbox/choose_server.hpp"

#include <algorithm>
#include <map>

#include "base/environment.hpp"
#include "base/text.hpp"
#include "postgres/connection_settings.hpp"
#include "sandbox/container_engine.hpp"
#include "sandbox/server_binaries.hpp"

namespace migration {
namespace {

constexpr std::string_view placeholder = "{version}";
constexpr std::string_view official_image = "postgres:{version}";
// Newest first: the first of them is pulled where there is none and no version was asked for.
constexpr int supported[] = {18, 17, 16, 15, 14};

std::string image_of(std::string name, int major) {
    if (const auto at = name.find(placeholder); at != std::string::npos)
        name.replace(at, placeholder.size(), std::to_string(major));
    return name;
}

std::string version_text(std::optional<int> major) {
    return major ? "PostgreSQL " + std::to_string(*major) : "PostgreSQL";
}

// What was tried in vain, in words, with what mends it.
struct Trouble {
    std::string what;
    std::string hint;
};

// By option, else by the environment, else auto.
std::string wished_server(const ServerWish& wish) {
    const std::string server = wish.server.empty() ? environment(server_variable) : wish.server;
    return server.empty() ? "auto" : server;
}

// The same; empty where none is named.
std::string wished_image(const ServerWish& wish) {
    return wish.image.empty() ? environment(image_variable) : wish.image;
}

class Chooser {
public:
    explicit Chooser(const ServerWish& wish)
        : wish_(wish),
          server_(wished_server(wish)),
          image_(wished_image(wish)),
          named_by_(wish.server.empty() ? "named by " + std::string(server_variable)
                                        : "asked for") {
        if (image_.empty()) image_ = official_image;
    }

    ServerChoice choose() {
        const auto versions = wished_versions(wish_);
        ServerChoice choice;
        if (versions.empty()) add(choice, std::nullopt);
        for (const int major : versions)
            if (!choice.none) add(choice, major);
        return choice;
    }

private:
    void add(ServerChoice& choice, std::optional<int> major) {
        tried_.clear();
        if (auto chosen = choose_one(major))
            choice.servers.push_back(std::move(*chosen));
        else
            choice.none = none(major);
    }

    std::optional<ChosenServer> choose_one(std::optional<int> major) {
        const std::string word = to_lower(server_);
        if (word == "auto") return choose_any(major);
        const auto provider = provider_named(word);
        if (provider == Provider::local) return local(major, named_by_);
        if (!provider || provider == Provider::external) return external(major);
        const ContainerEngine engine(*provider);
        auto chosen = with_image(engine, major);
        if (!chosen) chosen = by_pulling(engine, major);
        if (chosen) chosen->reason = named_by_;
        return chosen;
    }

    // An engine that has the image comes before one that would have to get it.
    std::optional<ChosenServer> choose_any(std::optional<int> major) {
        if (!wish_.postgres_bin.empty()) return local(major, "its programs are named");
        for (const auto way : {&Chooser::with_image, &Chooser::by_pulling}) {
            for (const auto provider : {Provider::docker, Provider::podman}) {
                if (wish_.unusable.contains(provider)) continue;
                auto chosen = (this->*way)(ContainerEngine(provider), major);
                if (chosen) chosen->automatic = true;
                if (chosen) return chosen;
            }
        }
        for (const auto& [provider, reason] : wish_.unusable) tried_.push_back({reason, ""});
        std::string reason;
        for (const auto& trouble : tried_) reason += (reason.empty() ? "" : ", ") + trouble.what;
        return local(major, reason);
    }

    std::optional<ChosenServer> local(std::optional<int> major, const std::string& reason) {
        const auto found = choose_server_binaries(wish_.postgres_bin, major);
        if (!found) {
            tried_.push_back(no_binaries(major));
            return std::nullopt;
        }
        SandboxRequest request = request_for(Provider::local, major);
        request.postgres_bin = found->directory.string();
        request.version = found->version;
        return ChosenServer{request, "local", reason, false};
    }

    Trouble no_binaries(std::optional<int> major) const {
        std::string where = "pg_config, PATH and /usr/lib/postgresql/*/bin";
        if (const auto named = environment(server_folders_variable); !named.empty())
            where = std::string(server_folders_variable) + " (\"" + named + "\")";
        if (!wish_.postgres_bin.empty()) where = "\"" + wish_.postgres_bin + "\"";
        const std::string package = "postgresql" + (major ? "-" + std::to_string(*major) : "");
        return {"no server programs (initdb, postgres) of " + version_text(major) + " found in " +
                    where,
                "install them, on Debian with 'apt-get install " + package +
                    "', or name their folder with --postgres-bin"};
    }

    std::optional<ChosenServer> with_image(const ContainerEngine& engine,
                                           std::optional<int> major) {
        for (const auto& image : candidates(major)) {
            if (engine.image(image)) return container(engine, major, image, "the image is there");
            if (trouble_of(engine)) break;
        }
        return std::nullopt;
    }

    std::optional<ChosenServer> by_pulling(const ContainerEngine& engine,
                                           std::optional<int> major) {
        if (const auto& trouble = trouble_of(engine)) {
            tried_.push_back({*trouble, "install " + engine.name() + " and see that '" +
                                            engine.name() + " info' works"});
            return std::nullopt;
        }
        const std::string image = candidates(major).front();
        if (engine.pull(image)) return container(engine, major, image, "the image was pulled");
        tried_.push_back({engine.name() + " has no image \"" + image + "\" and could not pull it",
                          "see what '" + engine.name() + " pull " + image +
                              "' says, or name another image with --image"});
        return std::nullopt;
    }

    ChosenServer container(const ContainerEngine& engine, std::optional<int> major,
                           const std::string& image, const std::string& reason) const {
        SandboxRequest request = request_for(provider_named(engine.name()).value(), major);
        request.image = image;
        return {request, engine.name() + " " + image, reason, false};
    }

    // Asked once: an engine that hangs takes its time.
    const std::optional<std::string>& trouble_of(const ContainerEngine& engine) {
        const auto known = troubles_.find(engine.name());
        if (known != troubles_.end()) return known->second;
        return troubles_[engine.name()] = engine.trouble();
    }

    std::vector<std::string> candidates(std::optional<int> major) const {
        if (major || image_.find(placeholder) == std::string::npos)
            return {image_of(image_, major.value_or(0))};
        std::vector<std::string> images;
        for (const int version : supported) images.push_back(image_of(image_, version));
        return images;
    }

    std::optional<ChosenServer> external(std::optional<int> major) const {
        const bool is_text =
            server_.find("://") != std::string::npos || server_.find('=') != std::string::npos;
        if (!is_text)
            throw Error(ErrorKind::usage, "no such kind of server: \"" + server_ + "\"",
                        "expected auto, local, docker, podman or a URL, postgresql://…");
        SandboxRequest request = request_for(Provider::external, major);
        const ConnectionSettings settings(server_);
        request.connection = settings.parameters();
        return ChosenServer{request, "external " + settings.shown(), named_by_, false};
    }

    SandboxRequest request_for(Provider provider, std::optional<int> major) const {
        SandboxRequest request;
        request.provider = provider;
        request.major = major;
        request.set = wish_.set;
        request.project = wish_.project;
        request.start_limit = wish_.start_limit;
        return request;
    }

    Error none(std::optional<int> major) const {
        if (tried_.size() == 1) return {ErrorKind::usage, tried_.front().what, tried_.front().hint};
        std::string message = "found no server of " + version_text(major);
        std::string hint;
        for (const auto& trouble : tried_) {
            message += "\n  " + trouble.what;
            if (!trouble.hint.empty()) hint += (hint.empty() ? "" : "; or ") + trouble.hint;
        }
        return {ErrorKind::usage, message, hint};
    }

    ServerWish wish_;
    std::string server_;
    std::string image_;
    std::string named_by_;
    std::vector<Trouble> tried_;
    std::map<std::string, std::optional<std::string>> troubles_;
};

}  // namespace

std::vector<int> wished_versions(const ServerWish& wish) {
    if (!wish.versions.empty()) return wish.versions;
    std::string text = environment(versions_variable);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == ',' || c == ';'; }, ' ');
    std::vector<int> versions;
    for (const auto word : split(text, ' ')) {
        if (word.empty()) continue;
        const int major = std::atoi(std::string(word).c_str());
        if (major < 14 || major > 99 || std::to_string(major) != word)
            throw Error(ErrorKind::usage, std::string("expected major versions from 14 in ") +
                                              versions_variable + " but found \"" +
                                              std::string(word) + "\"");
        versions.push_back(major);
    }
    return versions;
}

bool satisfy(const std::vector<UsedServer>& servers, const ServerWish& wish) {
    const std::string word = to_lower(wished_server(wish));
    const std::string image = wished_image(wish);
    const auto is_wished = [&](const UsedServer& server) {
        const bool named =
            provider_named(word) ? word == server.provider : server.provider == "external";
        const bool other_image = !server.image.empty() && !image.empty() &&
                                 server.image != image_of(image, server.major);
        return (word == "auto" || named) && !other_image;
    };
    const auto versions = wished_versions(wish);
    return !servers.empty() && std::all_of(servers.begin(), servers.end(), is_wished) &&
           std::all_of(versions.begin(), versions.end(), [&](int major) {
               return std::any_of(servers.begin(), servers.end(),
                                  [&](const auto& server) { return server.major == major; });
           });
}

ServerChoice choose_servers(const ServerWish& wish) {
    return Chooser(wish).choose();
}

}  // namespace migration

#include "base/redact.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "base/secret_places.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

struct Secret {
    std::string whole;  // with what stands around it
    std::size_t begin;
    std::size_t length;
    bool operator==(const Secret&) const = default;
};

struct Registry {
    std::mutex mutex;
    std::vector<Secret> secrets;
};

Registry& registry() {
    static Registry one;
    return one;
}

void add_remembered(std::string_view text, std::vector<SecretPlace>& found) {
    const std::lock_guard guard(registry().mutex);
    for (const auto& [whole, begin, length] : registry().secrets)
        for (auto at = text.find(whole); at != std::string_view::npos;
             at = text.find(whole, at + 1))
            found.emplace_back(at + begin, at + begin + length);
}

}  // namespace

void remember_secret(std::string_view before, std::string_view secret, std::string_view behind) {
    if (secret.empty()) return;
    Secret made{std::string(before).append(secret).append(behind), before.size(), secret.size()};
    const std::lock_guard guard(registry().mutex);
    auto& secrets = registry().secrets;
    if (std::find(secrets.begin(), secrets.end(), made) == secrets.end())
        secrets.push_back(std::move(made));
}

std::string redact(std::string_view text) {
    auto places = secret_places(text);
    add_remembered(text, places);
    std::sort(places.begin(), places.end());
    std::string result;
    std::size_t done = 0;
    for (const auto& [begin, end] : places) {
        if (end <= done || begin == end) continue;
        result += text.substr(done, std::max(begin, done) - done);
        if (begin >= done) result += "***";
        done = end;
    }
    return result += text.substr(done);
}

std::string redact_error(std::string_view message, std::string_view sql) {
    constexpr std::string_view near = "at or near \"";
    const auto at = message.find(near);
    const std::string lowered = to_lower(sql);
    const bool has_secret = lowered.find("password") != std::string::npos ||
                            lowered.find("passphrase") != std::string::npos;
    if (at == std::string_view::npos || !has_secret) return redact(message);
    return redact(message.substr(0, at + near.size())) + "***\"";
}

void redact_argument(char* argument) {
    const std::string_view text(argument);
    const auto overwrite = [](char* from, const std::vector<SecretPlace>& places) {
        for (const auto& [begin, end] : places) std::memset(from + begin, '*', end - begin);
    };
    // Both are looked for in the text as it was: what is overwritten no longer shows where it ends.
    const auto anywhere = secret_places(text);
    const auto equals = text.starts_with("--") ? text.find('=') : std::string_view::npos;
    char* value = argument + (equals == std::string_view::npos ? 0 : equals + 1);
    const auto whole = connection_secret_places(value);
    overwrite(argument, anywhere);
    overwrite(value, whole);
}

}  // namespace migration

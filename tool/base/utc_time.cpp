#include "base/utc_time.hpp"

#include <array>
#include <ctime>

namespace migration {

std::string utc_time() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string compact_utc_time() {
    std::string text = utc_time();
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

std::string utc_date() {
    return utc_time().substr(0, 10);
}

}  // namespace migration

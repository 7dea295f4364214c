#include "base/process_name.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace migration {

namespace {

std::string read_user_at_host() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    const passwd* user = ::getpwuid(::geteuid());
    return (user != nullptr ? std::string(user->pw_name) : std::to_string(::geteuid())) + "@" +
           host.data();
}

}  // namespace

const std::string& user_at_host() {
    static const std::string name = read_user_at_host();
    return name;
}

std::string process_name() {
    return user_at_host() + ":" + std::to_string(::getpid());
}

}  // namespace migration

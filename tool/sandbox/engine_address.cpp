#include "sandbox/engine_address.hpp"

#include <arpa/inet.h>
#include <netdb.h>

#include <memory>

#include "base/error.hpp"

namespace migration {
namespace {

constexpr const char* loopback = "127.0.0.1";

// "docker" of tcp://docker:2375, "::1" of tcp://[::1]:2375; empty for endpoints without a host.
std::string host_of(const std::string& endpoint) {
    const auto scheme = endpoint.find("://");
    if (scheme == std::string::npos) return "";
    const std::string kind = endpoint.substr(0, scheme);
    if (kind != "tcp" && kind != "ssh" && kind != "http" && kind != "https") return "";
    std::string host = endpoint.substr(scheme + 3);
    host = host.substr(0, host.find('/'));
    if (const auto at = host.rfind('@'); at != std::string::npos) host = host.substr(at + 1);
    if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
    return host.substr(0, host.find(':'));
}

}  // namespace

std::string address_of_engine(const std::string& endpoint) {
    const std::string host = host_of(endpoint);
    if (host.empty() || host == "localhost") return loopback;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int code = ::getaddrinfo(host.c_str(), nullptr, &hints, &found); code != 0)
        throw Error(ErrorKind::usage, "no address of the container engine's host \"" + host +
                                          "\": " + ::gai_strerror(code));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
    char text[NI_MAXHOST];
    ::getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
    return text;
}

std::string in_brackets(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

}  // namespace migration

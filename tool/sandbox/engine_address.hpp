#pragma once

// The address of a container engine's published ports.

#include <string>

namespace migration {

// `endpoint` is what the engine's variable or context names: unix:///…, tcp://host:2376,
// ssh://user@host. The loopback address for an engine on this machine, else the numeric address of
// its host. Throws Error (usage) for a host that has no address.
std::string address_of_engine(const std::string& endpoint);

// The address in front of a port: IPv6 in brackets.
std::string in_brackets(const std::string& address);

}  // namespace migration

#include "sandbox/engine_address.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace migration {
namespace {

TEST(AddressOfEngine, IsLoopbackForAnEngineOnThisMachine) {
    for (const char* endpoint :
         {"", "unix:///var/run/docker.sock", "fd://", "npipe:////./pipe/docker_engine",
          "tcp://localhost:2375", "tcp://127.0.0.1:2375"})
        EXPECT_EQ(address_of_engine(endpoint), "127.0.0.1") << endpoint;
}

TEST(AddressOfEngine, IsThatOfTheHostThatTheEndpointNames) {
    EXPECT_EQ(address_of_engine("tcp://192.0.2.7:2376"), "192.0.2.7");
    EXPECT_EQ(address_of_engine("ssh://deploy@192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(address_of_engine("ssh://deploy@192.0.2.7:22/run/podman/podman.sock"), "192.0.2.7");
    EXPECT_EQ(address_of_engine("tcp://[2001:db8::7]:2376"), "2001:db8::7");
}

TEST(AddressOfEngine, SaysThatAHostHasNone) {
    const auto error = error_of([] { address_of_engine("tcp://no-such-host.invalid:2375"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(std::string(error->what())
                  .find("no address of the container engine's host \"no-such-host.invalid\": "),
              0U);
}

TEST(InBrackets, AreAroundIpv6Only) {
    EXPECT_EQ(in_brackets("127.0.0.1"), "127.0.0.1");
    EXPECT_EQ(in_brackets("::1"), "[::1]");
}

}  // namespace
}  // namespace migration

#pragma once

// The helper process behind a Sandbox. It has its own process group, so that neither Ctrl-C nor the
// end of a build reaches it. It owns the server, and ends the server when its standard input ends.

#include <string_view>

namespace migration {

// The hidden first argument that turns a program into the helper.
inline constexpr std::string_view sandbox_host_command = "sandbox-host";

// Every program that uses Sandbox calls this first in main: when argv says so, it becomes the
// helper and never returns.
void become_sandbox_host_if_asked(int argc, char** argv);

}  // namespace migration

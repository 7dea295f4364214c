#pragma once

// The helper process behind a Sandbox. It belongs to nobody's process group, so that neither Ctrl-C nor the
// end of a build reaches it; it owns the server and ends it when its standard input ends.

#include <string_view>

namespace migration {

// The hidden first argument by which a program of ours becomes the helper.
inline constexpr std::string_view sandbox_host_command = "sandbox-host";

// Every program that uses Sandbox calls this first in main: when argv says so, it becomes the helper and
// never returns.
void become_sandbox_host_if_asked(int argc, char** argv);

}  // namespace migration

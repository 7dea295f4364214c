#include "support/owner.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/file.hpp"
#include "base/interrupt.hpp"
#include "sandbox/sandbox.hpp"
#include "support/local_request.hpp"

namespace migration {
namespace {

constexpr const char* owner_command = "own-a-cluster";

std::string read_line(int descriptor) {
    std::string line;
    for (char byte = 0; ::read(descriptor, &byte, 1) == 1 && byte != '\n';) line += byte;
    return line;
}

}  // namespace

void become_cluster_owner_if_asked(int argc, char** argv) {
    if (argc != 2 || std::string_view(argv[1]) != owner_command) return;
    catch_interrupts();
    const Sandbox sandbox(find_local_request().value());
    std::printf("%s\n", sandbox.place().c_str());
    std::fflush(stdout);
    for (;;) ::pause();
}

ClusterOwner start_cluster_owner() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) std::abort();
    const std::string program = own_program().string();
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::execl(program.c_str(), program.c_str(), owner_command, nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    ClusterOwner owner{child, read_line(ends[0])};
    ::close(ends[0]);
    return owner;
}

}  // namespace migration

#include "support/server_user.hpp"

#include <pwd.h>
#include <unistd.h>

#include <stdexcept>

namespace migration {

UserCall as_server_user(const std::string& program, const std::vector<std::string>& arguments) {
    if (::geteuid() != 0) return {program, arguments};
    const passwd* postgres = ::getpwnam("postgres");
    if (postgres == nullptr) throw std::runtime_error("no user postgres");
    UserCall call{"/usr/bin/setpriv",
                  {"--reuid", std::to_string(postgres->pw_uid), "--regid",
                   std::to_string(postgres->pw_gid), "--clear-groups", program}};
    call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
    return call;
}

void open_for_server_user(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    if (::geteuid() != 0) return;
    fs::permissions(folder, fs::perms::all);
    for (const auto& entry : fs::directory_iterator(folder)) fs::permissions(entry, fs::perms::all);
}

}  // namespace migration

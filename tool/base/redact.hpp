#pragma once

// Takes secrets out of text that may hold a connection URL or a `key=value` connection string.

#include <string>
#include <string_view>

namespace migration {

// Every password in the text becomes "***": `scheme://user:secret@host`, `?password=secret`,
// `password=secret`, `password='a secret'`, and the same for `sslpassword` and `passphrase`.
std::string redact(std::string_view text);

// Overwrites the passwords inside a program argument, so that process lists show them no longer.
void redact_argument(char* argument);

}  // namespace migration

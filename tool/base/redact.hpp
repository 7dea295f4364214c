#pragma once

// Takes secrets out of text that may hold a connection URL, a `key=value` connection string or SQL.

#include <string>
#include <string_view>

namespace migration {

// Every password in the text becomes "***": `scheme://user:secret@host`, `?password=secret`,
// `password=secret`, `password='a secret'`, `PASSWORD 'secret'` and the other forms of SQL, the
// same for `sslpassword` and `passphrase`, and what was remembered.
std::string redact(std::string_view text);

// An error's message about `sql`, without the piece of it that PostgreSQL quotes ("at or near …"),
// where a password may stand there: one without quotes, or with wrong ones, is shown as a word that
// the grammar does not expect.
std::string redact_error(std::string_view message, std::string_view sql);

// From now on redact() hides `secret` wherever it stands between `before` and `behind`. The two
// texts keep a short password from being hidden inside other words. May be called from any thread.
void remember_secret(std::string_view before, std::string_view secret, std::string_view behind);

// Overwrites the passwords inside a program argument, so that process lists show them no longer.
void redact_argument(char* argument);

}  // namespace migration

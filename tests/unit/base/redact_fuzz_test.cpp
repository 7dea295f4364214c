// Random passwords in every place where one may stand: what is shown never holds them.

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "base/redact.hpp"
#include "postgres/connection_settings.hpp"

namespace migration {
namespace {

using Random = std::mt19937;

// Eight characters or more, so that it does not stand in other text by chance. No NUL, and not
// blank at the ends: libpq takes such blanks away.
std::string random_password(Random& random, const std::vector<std::string>& pieces) {
    std::uniform_int_distribution<std::size_t> length(8, 20), piece(0, pieces.size() - 1);
    std::string password = "q";
    for (auto left = length(random); left > 0; --left) password += pieces[piece(random)];
    return password + "z";
}

std::vector<std::string> pieces_of(bool blanks) {
    std::vector<std::string> pieces;
    for (char c = '!'; c <= '~'; ++c) pieces.emplace_back(1, c);
    for (const char* piece :
         {"'", "''", "\\", "\\'", "\"", "@", ":", "/", "?", "#", "&", "%41", "$$", "é", "漢", "😀"})
        pieces.emplace_back(piece);
    if (blanks) pieces.insert(pieces.end(), {" ", "  ", "\t", " = ", " hist="});
    return pieces;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string literal(const std::string& text) {
    return "'" + replaced(text, "'", "''") + "'";
}

std::string escape_literal(const std::string& text) {
    return "E'" + replaced(replaced(text, "\\", "\\\\"), "'", "\\'") + "'";
}

std::string key_value(const std::string& text) {
    return "'" + replaced(replaced(text, "\\", "\\\\"), "'", "\\'") + "'";
}

std::string bare_value(const std::string& text) {
    std::string result;
    for (const char c : text)
        result += std::string(c == '\\' || c == ' ' || c == '\t' ? "\\" : "") + c;
    return result;
}

std::string dollar_literal(const std::string& text) {
    return "$pw$" + text + "$pw$";
}

std::string encoded(const std::string& text) {
    std::string result;
    char digits[4];
    for (const unsigned char c : text) {
        std::snprintf(digits, sizeof digits, "%%%02X", c);
        result += std::isalnum(c) != 0 ? std::string(1, static_cast<char>(c)) : digits;
    }
    return result;
}

// A run of six bytes of what was written would be a leak, also where the password's end is hidden.
bool leaks(const std::string& shown, const std::string& written) {
    constexpr std::size_t run = 6;
    for (std::size_t at = 0; at + run <= written.size(); ++at)
        if (shown.find(written.substr(at, run)) != std::string::npos) return true;
    return false;
}

void expect_hidden(const std::string& before, const std::string& written,
                   const std::string& behind) {
    const std::string text = before + written + behind;
    EXPECT_FALSE(leaks(redact(text), written)) << text << "\n" << redact(text);
    const std::string cut = before + written.substr(0, written.size() - 2);
    // What stands behind the "@" of a URL that was cut off may as well be the host.
    if (before.ends_with("://joe:") && cut.find('@') != std::string::npos) return;
    EXPECT_FALSE(leaks(redact(cut), written)) << "cut off: " << cut << "\n" << redact(cut);
}

void try_sql(const std::string& password) {
    for (const auto& written :
         {literal(password), escape_literal(password), dollar_literal(password)}) {
        expect_hidden("ALTER ROLE joe PASSWORD ", written, " VALID UNTIL 'infinity'");
        expect_hidden("create user joe with encrypted\npassword ", written, ";");
        expect_hidden("CREATE USER joe UNENCRYPTED PASSWORD/* x */", written, "");
        expect_hidden("CREATE USER MAPPING FOR joe SERVER s OPTIONS (user 'joe', password ",
                      written, ")");
        expect_hidden("ALTER USER MAPPING FOR joe SERVER s OPTIONS (SET \"password\" ", written,
                      ")");
        expect_hidden("SELECT f(password => ", written, ", user => 'joe')");
        expect_hidden("SELECT f(password := ", written, ")");
        expect_hidden("UPDATE users SET PASSWORD = ", written, " WHERE id = 1");
        expect_hidden("error in \"ALTER ROLE joe SET x; ALTER ROLE joe PASSWORD ", written, "\"");
    }
    const std::string nested = literal(literal(password)), twice = literal(nested);
    expect_hidden("EXECUTE 'ALTER ROLE joe PASSWORD ", nested.substr(1, nested.size() - 2),
                  " LOGIN';");
    expect_hidden("EXECUTE 'f(''ALTER ROLE joe PASSWORD ", twice.substr(2, twice.size() - 4),
                  " LOGIN'')';");
    const std::string escaped = escape_literal(literal(password));
    expect_hidden("EXECUTE E'ALTER ROLE joe PASSWORD ", escaped.substr(2, escaped.size() - 3),
                  " LOGIN';");
    for (const auto& value : {key_value(password), bare_value(password)}) {
        const auto inside = [](const std::string& text) { return text.substr(1, text.size() - 2); };
        expect_hidden("CREATE SUBSCRIPTION s CONNECTION 'host=h password=", inside(literal(value)),
                      " dbname=d' PUBLICATION p");
        expect_hidden("SELECT dblink_connect(E'host=h password=",
                      escape_literal(value).substr(2, escape_literal(value).size() - 3),
                      " dbname=d')");
        expect_hidden("SELECT dblink_connect('password=", inside(literal(value)), "')");
    }
}

// `written` is the secret as the text has it.
void try_argument(const std::string& before, const std::string& written,
                  const std::string& behind) {
    for (const std::string option : {"", "--database-url="}) {
        std::string argument = option + before + written + behind;
        redact_argument(argument.data());
        EXPECT_EQ(argument, option + before + std::string(written.size(), '*') + behind) << written;
    }
}

void try_connections(const std::string& password) {
    try_argument("host=h password=", key_value(password), " dbname=d");
    try_argument("host=h sslpassword = ", bare_value(password), "");
    try_argument("postgresql://joe:", encoded(password), "@h/d?sslmode=require");
    try_argument("postgres://joe:", password, "@h:5432/d");
    try_argument("postgres://h/d?password=", encoded(password), "&sslmode=require");
    const std::string texts[] = {"host=h password=" + key_value(password),
                                 "postgresql://joe:" + encoded(password) + "@h/d",
                                 "postgresql://h/d?password=" + encoded(password)};
    for (const auto& text : texts) {
        const ConnectionSettings settings(text);
        EXPECT_EQ(settings.parameter("password"), password);
        for (const auto& shown :
             {redact("failed: " + text + " (try again)"),
              redact("PGPASSWORD=" + password + " psql"),
              redact("postgres://joe:" + password + "@h/d"), redact("password=" + password)})
            EXPECT_FALSE(leaks(shown, password)) << text << "\n" << shown;
    }
}

void walk(unsigned seed) {
    SCOPED_TRACE("MIGRATIONS_RANDOM_SEED=" + std::to_string(seed));
    Random random(seed);
    const auto with_blanks = pieces_of(true), without = pieces_of(false);
    for (int i = 0; i < 40 && !testing::Test::HasFailure(); ++i) {
        const auto any = random_password(random, with_blanks),
                   word = random_password(random, without);
        try_sql(any);
        try_connections(any);
        expect_hidden("cannot connect to postgresql://joe:", word, "@host:5432/d, giving up");
        expect_hidden("\"postgres://joe:", word, "@h/d\"");
        expect_hidden("host=h password=", bare_value(word), " dbname=d");
        expect_hidden("host=h password=", key_value(any), " dbname=d");
    }
}

TEST(RedactFuzz, HidesEveryPasswordInEveryPlace) {
    for (unsigned seed = 1; seed <= 4; ++seed) walk(seed);
    const char* given = std::getenv("MIGRATIONS_RANDOM_SEED");
    const unsigned fresh =
        given != nullptr ? static_cast<unsigned>(std::atol(given)) : std::random_device{}();
    std::printf("MIGRATIONS_RANDOM_SEED=%u\n", fresh);
    walk(fresh);
}

}  // namespace
}  // namespace migration

#include "base/secret_places.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace migration {
namespace {

using Places = std::vector<SecretPlace>;
constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\n\r\f\v";

// What ends in one of these words is a secret's name: sslpassword, PGPASSWORD.
constexpr std::array<std::string_view, 5> names{"password", "passphrase", "oauth_client_secret",
                                                "scram_client_key", "scram_server_key"};

char at_or_zero(std::string_view text, std::size_t at) {
    return at < text.size() ? text[at] : '\0';
}

std::size_t run_of(char c, std::string_view text, std::size_t at) {
    std::size_t count = 0;
    while (at_or_zero(text, at + count) == c) ++count;
    return count;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(blanks, at), text.size());
}

// White space and comments, as between two words of SQL.
std::size_t skip_gap(std::string_view text, std::size_t at) {
    for (;;) {
        at = skip_blanks(text, at);
        const auto two = text.substr(at, 2);
        if (two == "--")
            at = line_end(text, at);
        else if (two == "/*")
            at = std::min(text.find("*/", at), text.size() - 2) + 2;
        else
            return at;
    }
}

// Behind the quote that closes the literal opened at `at`, with those that continue it; a quote may
// be written as two, and with `escapes` also behind a backslash.
std::size_t literal_end(std::string_view text, std::size_t at, bool escapes) {
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (escapes && text[at] == '\\') {
            ++at;
        } else if (text[at] == quote) {
            const std::size_t next = skip_blanks(text, at + 1);
            if (at_or_zero(text, next) != quote) return at + 1;
            at = next;
        }
    }
    return text.size();
}

// A literal of SQL or of a connection string: which of the two decides whether a backslash escapes.
std::size_t quoted_end(std::string_view text, std::size_t at) {
    return std::max(literal_end(text, at, false), literal_end(text, at, true));
}

// $tag$…$tag$; npos where none begins.
std::size_t dollar_end(std::string_view text, std::size_t at) {
    std::size_t close = at + 1;
    while (close < text.size() && is_word_byte(text[close])) ++close;
    if (at_or_zero(text, close) != '$') return npos;
    const auto tag = text.substr(at, close + 1 - at);
    const auto end = text.find(tag, close + 1);
    return end == npos ? text.size() : end + tag.size();
}

// Where the literal of SQL at `at` ends: '…', E'…', U&'…', $tag$…$tag$; npos where none begins.
std::size_t sql_literal_end(std::string_view text, std::size_t at) {
    std::size_t open = at;
    const char first = at_or_zero(text, at);
    if (first == 'E' || first == 'e') open = at + 1;
    if ((first == 'U' || first == 'u') && at_or_zero(text, at + 1) == '&') open = at + 2;
    if (at_or_zero(text, open) == '\'') return quoted_end(text, open);
    return first == '$' ? dollar_end(text, at) : npos;
}

// Inside a literal the quotes of another are written as two, four …, or behind a backslash:
// password=''a b'', EXECUTE '… PASSWORD \'a b\''. 0 for other text.
std::size_t nested_literal_end(std::string_view text, std::size_t at) {
    const bool escaped = text.substr(at, 2) == "\\'";
    const std::size_t opening = escaped ? 1 : run_of('\'', text, at);
    const std::size_t begin = at + (escaped ? 2 : opening);
    if ((!escaped && opening < 2) || begin >= text.size() || blanks.find(text[begin]) != npos)
        return 0;
    for (std::size_t i = begin; i < text.size();) {
        const std::size_t slashes = run_of('\\', text, i);
        std::size_t quotes = run_of('\'', text, i + slashes);
        i += slashes + quotes;
        if (slashes == 0 && quotes == 0) ++i;
        if (escaped && slashes > 0 && quotes == 1)
            for (; text.substr(i, 2) == "\\'"; i += 2) ++quotes;
        // Twice as many stand for a quote in the password, and so may those behind backslashes.
        if (quotes > 0 && slashes == (escaped ? 1U : 0U) && quotes % (2 * opening) != 0) return i;
    }
    return text.size();
}

// Up to a blank that no backslash escapes. Inside a literal each backslash may be written as two:
// so any number of them escapes.
std::size_t bare_end(std::string_view text, std::size_t at) {
    for (; at < text.size() && blanks.find(text[at]) == npos; ++at) {
        const bool escapes =
            text[at] == '\\' && at + 1 < text.size() && blanks.find(text[at + 1]) != npos;
        if (escapes) ++at;
    }
    return std::min(at, text.size());
}

// A literal inside the value, as in password = crypt('…', …), may hold blanks. One that is not
// closed is none: the quote is a character of the password then.
std::size_t end_with_literals(std::string_view text, std::size_t at) {
    std::size_t end = bare_end(text, at);
    for (std::size_t quote = text.find('\'', at); quote < end; quote = text.find('\'', quote)) {
        const std::size_t close = quoted_end(text, quote);
        const bool closed = close < text.size() || text.back() == '\'';
        quote = closed ? close : quote + 1;
        if (closed) end = std::max(end, bare_end(text, close));
    }
    return end;
}

// Where the value behind `password=` ends.
std::size_t value_end(std::string_view text, std::size_t at) {
    std::size_t end =
        at_or_zero(text, at) == '\'' ? quoted_end(text, at) : end_with_literals(text, at);
    if (const auto literal = sql_literal_end(text, at); literal != npos)
        end = std::max(end, literal);
    return std::max(end, nested_literal_end(text, at));
}

// The place behind the name that ends at `at`, if a secret follows: `= value`, `=> 'x'`, `:= 'x'`,
// `'x'`, and in JSON `": "x"`.
void add_named(std::string_view text, std::size_t name, std::size_t at, Places& found) {
    const bool in_url = name > 0 && (text[name - 1] == '?' || text[name - 1] == '&');
    const bool quoted = at_or_zero(text, at) == '"';
    std::size_t value = skip_gap(text, quoted ? at + 1 : at);
    if (in_url && at_or_zero(text, value) == '=') {
        const auto end =
            std::min(text.find_first_of(std::string(blanks) + "&", value), text.size());
        found.emplace_back(value + 1, end);
        return;
    }
    if (text.substr(value, 2) == "=>" || text.substr(value, 2) == ":=") {
        value = skip_gap(text, value + 2);
    } else if (at_or_zero(text, value) == '=') {
        value = skip_blanks(text, value + 1);
        found.emplace_back(value, value_end(text, value));
        return;
    } else if (quoted && at_or_zero(text, value) == ':') {
        value = skip_blanks(text, value + 1);
        if (at_or_zero(text, value) == '"')
            found.emplace_back(value, literal_end(text, value, true));
        return;
    }
    const auto literal = sql_literal_end(text, value);
    const auto end = std::max(literal == npos ? 0 : literal, nested_literal_end(text, value));
    if (end > 0) found.emplace_back(value, end);
}

void add_named_secrets(std::string_view text, Places& found) {
    const std::string lowered = to_lower(text);
    for (const auto name : names)
        for (auto at = lowered.find(name); at != npos; at = lowered.find(name, at + 1)) {
            const std::size_t end = at + name.size();
            if (end < text.size() && is_word_byte(text[end])) continue;
            std::size_t begin = at;
            while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
            add_named(text, begin, end, found);
        }
}

// Behind a word that was meant to be PASSWORD, as servers log it. Other words of that likeness, as
// PASSING, are followed by no password, and nobody misses what they are followed by.
void add_misspelt(std::string_view text, Places& found) {
    constexpr std::string_view meant = "password";
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_word_byte(text[end])) ++end;
        const auto word = text.substr(at, end - at);
        if (word.size() + 2 >= meant.size() && word.size() <= meant.size() + 2 &&
            edit_distance(word, meant) <= 2) {
            const std::size_t value = skip_gap(text, end);
            if (const auto literal = sql_literal_end(text, value); literal != npos)
                found.emplace_back(value, literal);
        }
        at = end + 1;
    }
}

// PostgreSQL shows the text from the quote on that nobody closed: it may be that of a password.
void add_unterminated(std::string_view text, Places& found) {
    for (const std::string_view message : {"unterminated quoted string at or near \"",
                                           "unterminated dollar-quoted string at or near \"",
                                           "unterminated quoted identifier at or near \""})
        for (auto at = text.find(message); at != npos; at = text.find(message, at + 1))
            found.emplace_back(at + message.size(), line_end(text, at));
}

// Between the first ":" of `://user:` and the last "@" before `end`: a password may hold any of
// both. Without an
// "@" the text may be cut off in the middle of the password, unless a port stands there.
void add_user_secret(std::string_view text, std::size_t begin, std::size_t end, Places& found) {
    const auto word = text.substr(begin, end - begin);
    const auto colon = word.find(':');
    if (colon == npos) return;
    const auto host = word.rfind('@');
    if (host != npos) {
        if (colon < host) found.emplace_back(begin + colon + 1, begin + host);
        return;
    }
    const auto port =
        word.substr(colon + 1, std::min(word.find_first_of("/?,", colon), word.size()) - colon - 1);
    const bool is_port = port.find_first_not_of("0123456789.)\"'") == npos;
    if (!is_port && !word.starts_with('[')) found.emplace_back(begin + colon + 1, end);
}

void add_url_secrets(std::string_view text, Places& found) {
    for (auto at = text.find("://"); at != npos; at = text.find("://", at + 3))
        add_user_secret(text, at + 3, std::min(text.find_first_of(blanks, at), text.size()), found);
}

bool is_secret_name(std::string_view word) {
    const std::string lowered = to_lower(word);
    return std::any_of(names.begin(), names.end(),
                       [&](auto name) { return lowered.ends_with(name); });
}

Places url_places(std::string_view url, std::size_t begin) {
    Places found;
    add_user_secret(url, begin, url.size(), found);
    for (auto at = url.find('?'); at != npos;) {
        const auto equals = url.find('=', at);
        const auto next = url.find('&', at + 1);
        if (equals < next && is_secret_name(url.substr(at + 1, equals - at - 1)))
            found.emplace_back(equals + 1, std::min(next, url.size()));
        at = next;
    }
    return found;
}

// The grammar of conninfo_parse() in libpq's fe-connect.c.
Places key_value_places(std::string_view text) {
    Places found;
    for (std::size_t at = skip_blanks(text, 0); at < text.size(); at = skip_blanks(text, at)) {
        const auto key_end =
            std::min(text.find_first_of(std::string(blanks) + "=", at), text.size());
        const auto equals = skip_blanks(text, key_end);
        if (at_or_zero(text, equals) != '=') return found;
        const auto value = skip_blanks(text, equals + 1);
        const bool quoted = at_or_zero(text, value) == '\'';
        std::size_t end = value;
        if (!quoted) end = bare_end(text, value);
        for (end += quoted ? 1 : 0; quoted && end < text.size() && text[end] != '\''; ++end)
            if (text[end] == '\\') ++end;
        end = std::min(end + (quoted ? 1 : 0), text.size());
        if (is_secret_name(text.substr(at, key_end - at))) found.emplace_back(value, end);
        at = end;
    }
    return found;
}

}  // namespace

std::vector<SecretPlace> secret_places(std::string_view text) {
    Places found;
    add_url_secrets(text, found);
    add_named_secrets(text, found);
    add_misspelt(text, found);
    add_unterminated(text, found);
    return found;
}

std::vector<SecretPlace> connection_secret_places(std::string_view text) {
    for (const std::string_view scheme : {"postgresql://", "postgres://"})
        if (text.starts_with(scheme)) return url_places(text, scheme.size());
    return key_value_places(text);
}

}  // namespace migration

#include "base/text.hpp"

#include <algorithm>
#include <numeric>

namespace migration {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool is_control(unsigned char c) {
    return (c < 0x20 && c != '\t') || c == 0x7F;
}

// U+0080 to U+009F, which terminals obey, too.
bool is_c1_behind_lead(char c) {
    return (static_cast<unsigned char>(c) & 0xE0U) == 0x80U;
}

std::string escape_of(unsigned char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (c == '\n') return "\\n";
    if (c == '\r') return "\\r";
    return std::string("\\u00") + digits[c >> 4U] + digits[c & 0xFU];
}

// Bytes of the well-formed UTF-8 sequence at the start of `text` (Unicode 15, table 3-7), or 0.
std::size_t utf8_sequence(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
        return 0;
    return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                       is_continuation)
               ? length
               : 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string to_lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string result;
    for (const auto& part : parts) {
        if (&part != &parts.front()) result += separator;
        result += part;
    }
    return result;
}

std::size_t line_end(std::string_view text, std::size_t from) {
    return std::min(text.find_first_of("\r\n", from), text.size());
}

std::size_t next_line(std::string_view text, std::size_t from) {
    const std::size_t end = line_end(text, from);
    if (end == text.size()) return end;
    return end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
}

std::vector<TextLine> lines_of(std::string_view text) {
    std::vector<TextLine> lines;
    for (std::size_t at = 0;;) {
        const std::size_t end = line_end(text, at), next = next_line(text, at);
        lines.push_back({text.substr(at, end - at), text.substr(end, next - end)});
        if (end == text.size()) return lines;
        at = next;
    }
}

int line_ends_in(std::string_view text) {
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
            ++count;
    return count;
}

std::string normalise_line_ends(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const auto& line : lines_of(text)) {
        result += line.content;
        if (!line.end.empty()) result += '\n';
    }
    return result;
}

std::string_view without_byte_order_mark(std::string_view text) {
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_sequence(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

std::string with_valid_utf8(std::string_view text) {
    std::string valid;
    while (const auto bad = first_invalid_utf8(text)) {
        valid.append(text.substr(0, *bad)).append("\uFFFD");
        text.remove_prefix(*bad + 1);
    }
    return valid.append(text);
}

int line_at(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    // Between a CR and its LF the line has not ended.
    if (offset > 0 && text.substr(offset - 1, 2) == "\r\n") --offset;
    return 1 + line_ends_in(text.substr(0, offset));
}

std::size_t offset_of_character(std::string_view text, std::size_t position) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (!is_continuation(text[at]) && ++seen == position) return at;
    return text.size();
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
        }
    }
    return row.back();
}

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
    std::optional<std::string> best;
    std::size_t best_distance = word.size() / 3 + 2;
    for (const auto& candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' ||
           (c & 0x80) != 0;
}

bool contains_word(std::string_view text, std::string_view word) {
    if (word.empty()) return false;
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    for (auto at = text.begin();; ++at) {
        at = std::search(at, text.end(), word.begin(), word.end(), same);
        if (at == text.end()) return false;
        const auto end = at + static_cast<std::ptrdiff_t>(word.size());
        if ((at == text.begin() || !is_word_byte(at[-1])) &&
            (end == text.end() || !is_word_byte(*end)))
            return true;
    }
}

std::string one_line(std::string_view text, std::size_t limit) {
    std::string result;
    for (const char c : trim(text)) {
        if (is_space(c) && !result.empty() && result.back() == ' ') continue;
        result += is_space(c) ? ' ' : c;
    }
    if (result.size() <= limit) return result;
    std::size_t end = limit;
    while (end > 0 && is_continuation(result[end])) --end;
    return result.substr(0, end) + "…";
}

std::string visible(std::string_view text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool is_c1 = byte == 0xC2 && at + 1 < text.size() && is_c1_behind_lead(text[at + 1]);
        if (is_c1) ++at;
        if (is_c1 || is_control(byte))
            shown += escape_of(static_cast<unsigned char>(text[at]));
        else
            shown += text[at];
    }
    return shown;
}

std::string visible_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto line : split(text, '\n')) lines.push_back(visible(line));
    return join(lines, "\n");
}

std::string first_line(std::string_view text) {
    text = trim(text);
    return std::string(text.substr(0, line_end(text, 0)));
}

std::string_view last_line(std::string_view text) {
    const auto end = text.find_last_of("\r\n");
    return end == std::string_view::npos ? text : text.substr(end + 1);
}

std::string counted(std::size_t number, std::string_view noun) {
    const char* plural =
        noun.ends_with("ch") || noun.ends_with("s") || noun.ends_with("x") ? "es" : "s";
    return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : plural);
}

std::string_view strip_quotes(std::string_view text) {
    text = trim(text);
    const bool is_quoted = text.size() > 1 && (text.front() == '"' || text.front() == '\'') &&
                           text.back() == text.front();
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace migration

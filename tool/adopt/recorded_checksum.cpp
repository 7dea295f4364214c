#include "adopt/recorded_checksum.hpp"

#include <algorithm>
#include <charconv>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string with_crlf(std::string_view text) {
    std::string windows;
    for (const char c : text) {
        if (c == '\n') windows += '\r';
        windows += c;
    }
    return windows;
}

template <typename Digest>
bool any_file_has(const Migration& migration, std::string_view checksum, const Digest& digest) {
    const auto files = possible_files(migration.up.text_of_file());
    return std::any_of(files.begin(), files.end(),
                       [&](const auto& file) { return digest(file) == checksum; });
}

// As Rust hashes a text: its bytes and one that no UTF-8 has.
std::string hashed_text(std::string_view text) {
    return std::string(text) + '\xFF';
}

std::string little_endian(long long number, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
    return bytes;
}

// -1 for what is no number.
long long number_in(std::string_view text) {
    long long number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::vector<std::string> possible_files(const std::string& text) {
    std::vector<std::string> files{text};
    if (text.find('\n') != std::string::npos) {
        const std::string unix_text = normalise_line_ends(text);
        files.push_back(unix_text);
        files.push_back(with_crlf(unix_text));
    }
    for (std::size_t i = files.size(); i > 0; --i)
        files.push_back(std::string(byte_order_mark) + files[i - 1]);
    return files;
}

bool has_sha1(const Migration& migration, std::string_view checksum) {
    return any_file_has(migration, checksum, sha1_hex);
}

bool has_sha256(const Migration& migration, std::string_view checksum) {
    return any_file_has(migration, checksum, sha256_hex);
}

bool has_sha384(const Migration& migration, std::string_view checksum) {
    return any_file_has(migration, checksum, sha384_hex);
}

std::string line_crc32(std::string_view text) {
    std::string lines(text);
    std::erase_if(lines, [](char c) { return c == '\n' || c == '\r'; });
    return std::to_string(static_cast<std::int32_t>(crc32(lines)));
}

bool has_line_crc32(const Migration& migration, std::string_view checksum) {
    return line_crc32(migration.up.text_of_file()) == checksum ||
           (migration.repeatable && line_crc32(migration.up.text) == checksum);
}

std::string refinery_checksum(const Migration& migration, std::string_view name, std::size_t size) {
    return std::to_string(sip_hash_13(hashed_text(name) +
                                      little_endian(number_in(migration.version), size) +
                                      hashed_text(migration.up.text_of_file())));
}

bool has_sip_hash(const Migration& migration, std::string_view checksum) {
    const auto first = checksum.find(' '), second = checksum.find(' ', first + 1);
    if (second == std::string_view::npos) return false;
    const auto size = number_in(checksum.substr(0, first)) == 8 ? 8U : 4U;
    const std::string front = hashed_text(checksum.substr(second + 1)) +
                              little_endian(number_in(migration.version), size);
    return any_file_has(
        migration, checksum.substr(first + 1, second - first - 1),
        [&](const auto& file) { return std::to_string(sip_hash_13(front + hashed_text(file))); });
}

bool has_hash_line(const Migration& migration, std::string_view checksum) {
    constexpr std::string_view mark = "--! Hash: ";
    for (const auto& line : lines_of(migration.up.text_of_file())) {
        if (!line.content.starts_with("--!")) break;
        if (line.content.starts_with(mark))
            return trim(line.content.substr(mark.size())) == checksum;
    }
    return true;
}

}  // namespace migration

#include "set/blocks.hpp"

#include "base/text.hpp"
#include "set/text_piece.hpp"

namespace migration {
namespace {

struct Marker {
    std::string_view start;
    std::string_view end;
    std::optional<std::string> Blocks::*text;
};

constexpr Marker markers[] = {
    {"ROLLBACK_START", "ROLLBACK_END", &Blocks::down},
    {"VALIDATION_START", "VALIDATION_END", &Blocks::verify},
};

// "Rollback-start:" → "ROLLBACK_START".
std::string in_marker_letters(std::string_view comment) {
    std::string text;
    for (const char c : comment) {
        const bool is_small = c >= 'a' && c <= 'z';
        if (is_small || (c >= 'A' && c <= 'Z'))
            text += is_small ? static_cast<char>(c - 'a' + 'A') : c;
        else if (!text.empty() && text.back() != '_')
            text += '_';
    }
    while (text.ends_with('_')) text.pop_back();
    return text;
}

// One letter wrong, missing or too many, or two letters swapped.
bool differ_by_a_slip(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty() && a.front() == b.front())
        a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    if (a.size() == 2 && b.size() == 2) return a[0] == b[1] && a[1] == b[0];
    return a.size() <= 1 && b.size() <= 1;
}

// The marker that a comment was meant for: its words written otherwise, or one word, first in the
// comment, that is nearly the marker.
std::optional<std::string_view> meant_marker(std::string_view line) {
    line = trim(line);
    if (!line.starts_with("--")) return std::nullopt;
    const auto comment = trim(line.substr(2));
    const auto whole = in_marker_letters(comment);
    const auto first = in_marker_letters(comment.substr(0, comment.find_first_of(" \t:")));
    for (const auto& marker : markers)
        for (const auto name : {marker.start, marker.end})
            if (whole == name || differ_by_a_slip(first, name)) return name;
    return std::nullopt;
}

}  // namespace

bool is_marker(std::string_view line, std::string_view marker) {
    line = trim(line);
    return line.starts_with("--") && trim(line.substr(2)) == marker;
}

Blocks cut_blocks(const DraftScript& file, Problems& problems) {
    Blocks blocks;
    const Marker* open = nullptr;
    const auto lines = lines_of(file.text);
    TextPiece up(lines), block(lines);
    int opened_at = 0, number = 0;
    const auto report = [&](int line, const std::string& message, const std::string& hint) {
        problems.push_back({"block-marker", file.shown, line, message, hint});
    };
    for (const auto& [line, end] : lines) {
        ++number;
        bool is_a_marker = false;
        for (const auto& marker : markers) {
            if (is_marker(line, marker.start)) {
                is_a_marker = true;
                if (open != nullptr || blocks.*marker.text)
                    report(number, "unexpected block marker: \"" + std::string(marker.start) + "\"",
                           "a file has at most one block of each kind, and none inside another");
                open = &marker;
                opened_at = number;
                block = TextPiece(lines);
                blocks.*marker.text = "";
            } else if (is_marker(line, marker.end)) {
                is_a_marker = true;
                if (open != &marker)
                    report(number,
                           "block marker without its start: \"" + std::string(marker.end) + "\"",
                           "");
                else
                    blocks.*marker.text = block.take();
                open = nullptr;
            }
        }
        if (is_a_marker) continue;
        if (const auto meant = meant_marker(line))
            report(number, "unknown marker: \"" + std::string(trim(line)) + "\"",
                   "did you mean \"-- " + std::string(*meant) + "\"?");
        if (open != nullptr)
            block.put(number);
        else
            up.put(number);
    }
    blocks.up = up.take();
    if (open != nullptr) {
        blocks.*(open->text) = block.take();
        report(opened_at, "block marker without its end: \"" + std::string(open->start) + "\"",
               "close the block with \"-- " + std::string(open->end) + "\"");
    }
    return blocks;
}

}  // namespace migration

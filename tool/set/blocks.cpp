#include "set/blocks.hpp"

#include "base/text.hpp"
#include "set/layout.hpp"

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

// Appends the line to the texts up to `number`, the missing ones before it as empty lines.
void put_line(std::string& text, int& lines, int number, std::string_view line) {
    text.append(static_cast<std::size_t>(number - 1 - lines), '\n');
    text.append(line).append("\n");
    lines = number;
}

}  // namespace

Blocks cut_blocks(const SourceFile& file, Problems& problems) {
    Blocks blocks;
    const Marker* open = nullptr;
    int opened_at = 0, number = 0, up_lines = 0, block_lines = 0;
    const auto report = [&](int line, const std::string& message, const std::string& hint) {
        problems.push_back({"block-marker", file.shown, line, message, hint});
    };
    for (const auto line : split(file.text, '\n')) {
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
                block_lines = 0;
                blocks.*marker.text = "";
            } else if (is_marker(line, marker.end)) {
                is_a_marker = true;
                if (open != &marker)
                    report(number, "block marker without its start: \"" + std::string(marker.end) + "\"", "");
                open = nullptr;
            }
        }
        if (is_a_marker) continue;
        if (open != nullptr)
            put_line(*(blocks.*(open->text)), block_lines, number, line);
        else
            put_line(blocks.up, up_lines, number, line);
    }
    if (open != nullptr)
        report(opened_at, "block marker without its end: \"" + std::string(open->start) + "\"",
               "close the block with \"-- " + std::string(open->end) + "\"");
    return blocks;
}

}  // namespace migration

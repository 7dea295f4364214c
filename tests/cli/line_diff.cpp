#include "line_diff.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace migration::golden {
namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(const std::string& text) {
    auto lines = split(text, '\n');
    lines.pop_back();
    return lines;
}

// Entry [i][j]: length of the longest common subsequence of what stands from i and from j on.
std::vector<std::vector<std::size_t>> common_lengths(const Lines& a, const Lines& b) {
    std::vector<std::vector<std::size_t>> length(a.size() + 1,
                                                 std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            length[i][j] = a[i] == b[j] ? length[i + 1][j + 1] + 1
                                        : std::max(length[i + 1][j], length[i][j + 1]);
    return length;
}

}  // namespace

std::string line_diff(const std::string& expected, const std::string& found) {
    const Lines a = lines_of(expected);
    const Lines b = lines_of(found);
    const auto length = common_lengths(a, b);
    std::string text;
    const auto add = [&](const char* mark, std::string_view line) {
        text.append(mark).append(line).append("\n");
    };
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j])
            add("    ", a[i++]), ++j;
        else if (j == b.size() || (i < a.size() && length[i + 1][j] >= length[i][j + 1]))
            add("  - ", a[i++]);
        else
            add("  + ", b[j++]);
    }
    return text;
}

}  // namespace migration::golden

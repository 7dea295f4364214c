#include "set/origins.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

// The line of the text in which each origin begins.
std::vector<int> lines_of_origins(const Script& script) {
    const std::string_view text = script.text;
    std::vector<int> lines;
    std::size_t counted = 0;
    int line = 1;
    for (const auto& origin : script.origins) {
        line += line_ends_in(text.substr(counted, origin.offset - counted));
        counted = origin.offset;
        lines.push_back(line);
    }
    return lines;
}

}  // namespace

void restore_places(Script& script, Problems& problems, std::size_t first) {
    if (script.origins.empty()) return;
    const auto lines = lines_of_origins(script);
    const auto place = [&](int line) {
        const auto next = std::upper_bound(lines.begin(), lines.end(), line);
        const auto number = std::max<std::ptrdiff_t>(next - lines.begin(), 1) - 1;
        const auto at = static_cast<std::size_t>(number);
        return script.origins[at].place(line - lines[at]);
    };
    for (auto& statement : script.statements) statement.line = place(statement.line).line;
    for (auto& dependency : script.annotations.depends)
        dependency.line = place(dependency.line).line;
    for (std::size_t i = first; i < problems.size(); ++i) {
        if (problems[i].line == 0) continue;
        const SourcePlace found = place(problems[i].line);
        problems[i].line = found.line;
        if (!found.included.empty()) problems[i].message.insert(0, found.included + ": ");
    }
}

}  // namespace migration

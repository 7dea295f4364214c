// NAME.sql with `-- Up Migration` and `-- Down Migration`. The rules are those of node-pg-migrate
// at 55b10c2, src/sqlMigration.ts and src/utils. The whole name is the migration's identity.

#include <algorithm>
#include <chrono>
#include <regex>

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/locale_order.hpp"
#include "set/pair_files.hpp"
#include "set/text_piece.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "NAME.sql with -- Up Migration and -- Down Migration";

std::string_view leading_number(std::string_view name) {
    return name.substr(0, std::min(name.find_first_not_of("0123456789"), name.size()));
}

std::optional<FileName> whole_name(std::string_view path) {
    const auto stem = without_suffix(path, ".sql");
    if (!stem || is_in_folder(path) || leading_number(path).empty()) return std::nullopt;
    return FileName{std::string(*stem), ""};
}

// Seventeen digits are a date with milliseconds; the tool compares it as milliseconds since 1970.
std::string place_of_number(std::string_view digits) {
    if (digits.size() != 17) return std::string(digits);
    const auto number = [&](std::size_t at, std::size_t length) {
        return std::stoi(std::string(digits.substr(at, length)));
    };
    using namespace std::chrono;
    const sys_days day = year(number(0, 4)) / number(4, 2) / number(6, 2);
    const auto time = day + hours(number(8, 2)) + minutes(number(10, 2)) + seconds(number(12, 2)) +
                      milliseconds(number(14, 3));
    return std::to_string(duration_cast<milliseconds>(time.time_since_epoch()).count());
}

bool is_applied_before(const Draft& a, const Draft& b) {
    const auto of_a = place_of_number(leading_number(a.version)),
               of_b = place_of_number(leading_number(b.version));
    if (number_less(of_a, of_b)) return true;
    if (number_less(of_b, of_a)) return false;
    return compare_by_locale(a.version, b.version, {true, true}) < 0;
}

// Where the first mark of that direction stands.
std::size_t find_mark(std::string_view text, const char* direction) {
    const std::regex shape("\\s*--[\\s-]*" + std::string(direction) + "\\s+migration.*",
                           std::regex::icase);
    std::size_t offset = 0;
    for (const auto& [line, end] : lines_of(text)) {
        if (line.size() < 300 && std::regex_match(line.begin(), line.end(), shape)) return offset;
        offset += line.size() + end.size();
    }
    return std::string_view::npos;
}

void report_lone_down(DraftScript& script, std::size_t down, Problems& problems) {
    const int line = line_at(script.text, down);
    problems.push_back(
        {"section", script.shown, line,
         "without an up mark the whole file is the up script to node-pg-migrate: \"" +
             one_line(first_line(std::string_view(script.text).substr(down)), 60) + "\"",
         "write \"-- Up Migration\" above the up script"});
    script.text = without_lines(script.text, {line});
}

// Each script goes up to the other's mark. What stands above the first mark never runs.
void cut(Draft& draft, Problems& problems) {
    DraftScript& up = *draft.up;
    const auto at_up = find_mark(up.text, "up"), at_down = find_mark(up.text, "down");
    if (at_down == std::string::npos && at_up == std::string::npos) return;
    if (at_up == std::string::npos) return report_lone_down(up, at_down, problems);
    const auto end_of = [&](std::size_t begin, std::size_t other) {
        return other == std::string::npos || other < begin ? up.text.size() : other;
    };
    if (at_down != std::string::npos)
        draft.down =
            DraftScript{up.path, up.shown, part_of_text(up.text, at_down, end_of(at_down, at_up))};
    up.text = part_of_text(up.text, at_up, end_of(at_up, at_down));
}

void add_other_languages(const SourceFiles& sources, std::vector<Draft>& drafts,
                         Problems& problems) {
    for (const auto& neighbour : sources.neighbours)
        for (const char* extension : {".js", ".ts", ".cjs", ".mjs", ".cts", ".mts"}) {
            const auto stem = without_suffix(neighbour, extension);
            if (!stem || is_in_folder(neighbour) || leading_number(neighbour).empty()) continue;
            const std::string shown = sources.shown(neighbour);
            const bool is_typed = std::string_view(extension).find("ts") != std::string_view::npos;
            problems.push_back(
                script_in_other_language(shown, is_typed ? "TypeScript" : "JavaScript"));
            DraftScript up{neighbour, shown, ""};
            drafts.push_back({std::string(*stem), "", false, std::move(up), {}, {}});
        }
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = whole_files(sources, {whole_name, pattern, is_in_folder}, problems);
    for (auto& draft : drafts) cut(draft, problems);
    add_other_languages(sources, drafts, problems);
    std::stable_sort(drafts.begin(), drafts.end(), is_applied_before);
    return drafts;
}

// The marks are plain words, which another tool's file may have in its comments, too: the layout
// waits behind those whose marks are their own.
std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) {
        return whole_name(file.path) && find_mark(file.text, "up") != std::string::npos &&
               find_mark(file.text, "down") != std::string::npos;
    });
}

NewFiles write(const NewMigration& migration) {
    std::string text = section("-- Up Migration", annotated_text(migration.up));
    if (migration.down) text += section("\n-- Down Migration", annotated_text(*migration.down));
    return {{migration_name(migration.version, migration.slug) + ".sql", std::move(text)}};
}

}  // namespace

const Layout node_pg_migrate_layout{
    .name = "node-pg-migrate",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .goes_by_neighbours = true,
    .downs = Downs::optional,
    .write = write,
    .numbering = Numbering::milliseconds,
};

}  // namespace migration

// V_slug.sql with `---- create above / drop below ----`. The rules are those of tern 2.3,
// migrate/migrate.go. Scripts in folders below are templates for others, not migrations.

#include <cstdint>
#include <set>

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/template_marks.hpp"
#include "set/text_piece.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql with ---- create above / drop below ----";
constexpr std::string_view divider = "---- create above / drop below ----";
constexpr std::string_view without_transaction = "---- tern: disable-tx ----";

// tern looks at no other names.
bool is_other_file(std::string_view) {
    return true;
}

// A line that is not exactly the mark has no effect.
bool is_almost_switch(std::string_view line) {
    const auto text = trim(line);
    return text.starts_with("--") && text.find("tern: disable-tx") != std::string_view::npos;
}

// tern looks for the mark in each of the two scripts.
void read_switch(DraftScript& script, Problems& problems) {
    std::set<int> switches;
    int number = 0;
    for (const auto& [line, end] : lines_of(script.text)) {
        ++number;
        if (!is_almost_switch(line)) continue;
        switches.insert(number);
        if (line == without_transaction && end != "\r\n")
            script.no_transaction = true;
        else
            problems.push_back({"foreign-annotation", script.shown, number,
                                "a comment that tern does not read: \"" + one_line(line, 60) + "\"",
                                "write \"" + std::string(without_transaction) +
                                    "\" alone on the line, which ends in LF"});
    }
    script.text = without_lines(script.text, switches);
}

// A second mark is a comment to tern.
std::string with_plain_comments(std::string text) {
    for (auto at = text.find(divider); at != std::string::npos; at = text.find(divider, at))
        text.replace(at, divider.size(), "--");
    return text;
}

// The mark may stand anywhere in a line, and cuts it.
void cut(Draft& draft, Problems& problems) {
    const std::string whole = std::move(draft.up->text);
    const auto at = whole.find(divider);
    draft.up->text = whole.substr(0, at);
    if (at != std::string::npos) {
        const auto below = part_of_text(whole, at + divider.size(), whole.size());
        draft.down = DraftScript{draft.up->path, draft.up->shown, with_plain_comments(below)};
        if (trim(draft.down->text).empty()) draft.down.reset();
    }
    for (auto* script : {&draft.up, &draft.down}) {
        if (!*script) continue;
        read_switch(**script, problems);
        report_template(**script, problems);
    }
}

// tern refuses a set whose numbers do not go from 1 without a gap.
void check_gaps(const std::vector<Draft>& drafts, Problems& problems) {
    std::string before = "0";
    for (const auto& draft : drafts) {
        const auto number = draft.version.substr(
            std::min(draft.version.find_first_not_of('0'), draft.version.size()));
        const std::string expected = number.size() < 10 && before.size() < 10
                                         ? std::to_string(std::stoll("0" + before) + 1)
                                         : number;
        if (number != expected)
            problems.push_back({"missing-version", draft.up->shown, 0,
                                "tern finds no migration " + expected + " before this one",
                                "number the migrations from 1 without a gap"});
        before = number;
    }
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    SourceFiles above = sources;
    std::erase_if(above.files, [](const auto& file) { return is_in_folder(file.path); });
    auto drafts = whole_files(above, {number_and_slug, pattern, is_other_file}, problems);
    for (auto& draft : drafts) cut(draft, problems);
    sort_by_number(drafts);
    check_gaps(drafts, problems);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (sources.neighbours.contains("tern.conf")) return sources.shown("tern.conf");
    return first_file(sources, [](const auto& file) {
        return number_and_slug(file.path) && file.text.find(divider) != std::string::npos;
    });
}

NewFiles write(const NewMigration& migration) {
    std::string text = marked_text(migration.up, without_transaction);
    if (migration.down)
        text += section("\n" + std::string(divider) + "\n",
                        marked_text(*migration.down, without_transaction));
    return {{migration_name(migration.version, migration.slug) + ".sql", std::move(text)}};
}

}  // namespace

const Layout tern_layout{
    .name = "tern",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .downs = Downs::optional,
    .write = write,
};

}  // namespace migration

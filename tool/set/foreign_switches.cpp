#include "set/foreign_switches.hpp"

#include <algorithm>
#include <regex>

#include "base/text.hpp"
#include "sql/comments.hpp"

namespace migration {
namespace {

// Where the tool looks for the comment.
enum class Place { above_statements, anywhere, first_byte };

// How other tools switch a script's transaction off, in a comment.
struct ForeignSwitch {
    const char* tool;
    const char* shape;  // of the comment behind its dashes, in any letter case
    const char* shown;
    Place place = Place::above_statements;
};

constexpr ForeignSwitch foreign_switches[] = {
    // sqlx 0.9, sqlx-core/src/migrate/source.rs
    {"sqlx", R"(no-transaction\b.*)", "-- no-transaction", Place::first_byte},
    {"morph", R"(morph:\s*nontransactional\b.*)", "-- morph:nontransactional"},
    {"tern", R"(--\s*tern:\s*disable-tx\b.*)", "---- tern: disable-tx ----", Place::anywhere},
    {"Atlas", R"(atlas:txmode\s+none\b.*)", "-- atlas:txmode none"},
    {"graphile-migrate", R"(!\s*no-transaction\b.*)", "--! no-transaction"},
    {"yoyo", R"(transactional\s*:\s*false\b.*)", "-- transactional: false"},
    {"postgres-migrations", R"(postgres-migrations disable-transaction\b.*)",
     "-- postgres-migrations disable-transaction", Place::anywhere},
    {"migratus", R"(:disable-transaction\b.*)", "-- :disable-transaction"},
    {"Boostport's migration", R"(\+migration\s+notransaction\b.*)", "-- +migration NoTransaction",
     Place::anywhere},
};

// The same in a file's name, in small letters: Ory pop's, pgmigrate's and pgmgr's.
constexpr const char* foreign_names[] = {".autocommit.", "nontransactional", ".no_txn."};

// Those in front of each statement and behind the last.
std::vector<LineComment> comments_of(const Script& script) {
    std::vector<LineComment> comments;
    std::size_t from = 0;
    const auto add = [&](std::size_t to) {
        if (to <= from) return;
        for (const auto& comment :
             leading_line_comments(std::string_view(script.text).substr(from, to - from)))
            comments.push_back({from + comment.offset, comment.text});
    };
    for (const auto& statement : script.statements) {
        add(statement.offset);
        from = std::max(from, statement.offset + statement.length);
        if (statement.data_offset > 0)
            from = std::max(from, statement.data_offset + statement.data_length);
        while (from < script.text.size() && script.text[from] == ';') ++from;
    }
    add(script.text.size());
    return comments;
}

// The switch that the comment is, or null. Hardly any comment is looked at closely.
const ForeignSwitch* switch_in(std::string_view comment) {
    constexpr std::size_t longest = 200;
    static const auto shapes = [] {
        std::vector<std::regex> all;
        for (const auto& each : foreign_switches) all.emplace_back(each.shape, std::regex::icase);
        return all;
    }();
    const std::string lowered = to_lower(comment.substr(0, longest));
    const bool may_be =
        lowered.find("transaction") != std::string::npos || lowered.find("tx") != std::string::npos;
    for (std::size_t i = 0; may_be && i < shapes.size(); ++i)
        if (comment.size() <= longest &&
            std::regex_match(comment.begin(), comment.end(), shapes[i]))
            return &foreign_switches[i];
    return nullptr;
}

// Where the comment begins with its dashes.
std::size_t start_of(const LineComment& comment, const Script& script) {
    const auto line = script.text.rfind('\n', comment.offset);
    const std::size_t from = line == std::string::npos ? 0 : line + 1;
    return std::min(script.text.find("--", from), comment.offset);
}

}  // namespace

bool has_foreign_switch(const Script& script, const std::string& shown, Problems& problems) {
    const std::string file = to_lower(script.file);
    for (const auto* part : foreign_names)
        if (file.find(part) != std::string::npos) return true;
    const std::size_t first =
        script.statements.empty() ? script.text.size() : script.statements.front().offset;
    for (const auto& comment : comments_of(script)) {
        const auto* found = switch_in(comment.text);
        if (found == nullptr || (found->place != Place::anywhere && comment.offset >= first))
            continue;
        if (found->place != Place::first_byte || start_of(comment, script) == 0) return true;
        problems.push_back(
            {"foreign-annotation", shown, line_at(script.text, comment.offset),
             "a comment of " + std::string(found->tool) + " that has no effect here: \"" +
                 found->shown + "\"",
             "put it at the very beginning of the file, or write \"-- @no-transaction\""});
    }
    return false;
}

}  // namespace migration

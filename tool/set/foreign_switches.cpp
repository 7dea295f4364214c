#include "set/foreign_switches.hpp"

#include <algorithm>
#include <regex>

#include "base/text.hpp"
#include "sql/comments.hpp"

namespace migration {
namespace {

// How other tools switch a script's transaction off, in a comment.
struct ForeignSwitch {
    const char* tool;
    const char* shape;  // of the comment behind its dashes, in any letter case; or a part of the
                        // name, in small letters
    const char* shown;
    bool anywhere = false;  // not only above the first statement
};

constexpr ForeignSwitch foreign_switches[] = {
    {"sqlx", R"(no-transaction\b.*)", "-- no-transaction"},
    {"morph", R"(morph:\s*nontransactional\b.*)", "-- morph:nontransactional"},
    {"tern", R"(--\s*tern:\s*disable-tx\b.*)", "---- tern: disable-tx ----", true},
    {"Atlas", R"(atlas:txmode\s+none\b.*)", "-- atlas:txmode none"},
    {"graphile-migrate", R"(!\s*no-transaction\b.*)", "--! no-transaction"},
    {"yoyo", R"(transactional\s*:\s*false\b.*)", "-- transactional: false"},
    {"postgres-migrations", R"(postgres-migrations disable-transaction\b.*)",
     "-- postgres-migrations disable-transaction", true},
    {"migratus", R"(:disable-transaction\b.*)", "-- :disable-transaction"},
    {"Boostport's migration", R"(\+migration\s+notransaction\b.*)", "-- +migration NoTransaction",
     true},
};

// The same by the file's name.
constexpr ForeignSwitch foreign_names[] = {
    {"Ory pop", ".autocommit.", ".autocommit."},
    {"pgmigrate", "nontransactional", "NONTRANSACTIONAL"},
    {"pgmgr", ".no_txn.", ".no_txn."},
};

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

}  // namespace

void check_foreign_switches(const Script& script, const std::string& shown, Problems& problems) {
    if (!script.transactional) return;
    const auto report = [&](int line, const std::string& what, const ForeignSwitch& found) {
        problems.push_back(
            {"foreign-annotation", shown, line,
             what + " of " + found.tool + " that has no effect here: \"" + found.shown + "\"",
             "write \"-- @no-transaction\""});
    };
    for (const auto& each : foreign_names)
        if (to_lower(script.file).find(each.shape) != std::string::npos)
            report(0, "a file name", each);
    const std::size_t first =
        script.statements.empty() ? script.text.size() : script.statements.front().offset;
    for (const auto& comment : comments_of(script))
        if (const auto* found = switch_in(comment.text);
            found != nullptr && (found->anywhere || comment.offset < first))
            report(line_at(script.text, comment.offset), "a comment", *found);
}

}  // namespace migration

#include "set/foreign_files.hpp"

#include <regex>
#include <set>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr const char* split_it = "split the file into an up and a down script, without the marker";

// A line that only files of the tool have. Spelt as the tool's own parser reads it, but in any
// letter case.
struct ForeignMarker {
    const char* tool;
    const char* shape;
    const char* hint = split_it;
};

constexpr ForeignMarker foreign_markers[] = {
    {"dbmate", R"(--\s*migrate:(up|down)\b.*)"},  // dbmate 2.36, pkg/dbmate/migration.go
    {"goose", R"((--|/\*)\s*\+goose\b.*)"},       // goose 3.30, internal/sqlparser/parser.go
    {"sql-migrate", R"(--\s*\+migrate\b.*)"},     // sql-migrate 1.8, sqlparse/sqlparse.go
    {"micrate", R"(--\s*\+micrate\b.*)"},         // and what else was modelled on goose:
    {"another tool", R"((--|/\*)\s*\+\s*([a-z-]+\s+)?(up|down)\s*(\*/)?)"},
    {"tern", R"(.*--\s*create above\s*/\s*drop below\s*--.*)"},  // tern 2.3, migrate/migrate.go
    {"MyBatis", R"(--\s*//\s*@undo\b.*)"},                       // and dbdeploy
    {"Play", R"((#|--).*!(ups|downs)\b.*)"},
    {"rambler", R"(--\s*rambler\s+(up|down)\b.*)"},
    {"shmig", R"(--\s*=+\s*(up|down)\s*=+\s*)"},
    {"Liquibase",
     R"(--\s*liquibase\s+formatted\b.*)",  // liquibase 4.33, FormattedSqlChangeLogParser
     "write each changeset as a migration of its own, its rollback lines as the down script"},
    {"graphile-migrate", R"(--!\s*include\b.*)",
     "put the text of that file in the comment's place"},
    {"graphile-migrate", R"(--!\s*previous:.*)",
     "remove the lines that start with \"--!\", and write a down script"},
    {"Atlas", R"(--\s*atlas:txtar\b.*)"},
    {"Atlas", R"(--\s*atlas:delimiter\b.*)",
     "end each statement with a semicolon, and remove the line"},
    {"bun", R"(--\s*bun:split\b.*)",
     "bun sends the parts one by one and outside a transaction: remove the markers, and declare "
     "\"-- @no-transaction\" where a script needs it"},
};

// Comments that are common in plain scripts: they tell directions apart only where one file has
// both. node-pg-migrate 9 has the first, node-sqlite the second.
struct MarkerPair {
    const char* tool;
    const char* up;
    const char* down;
};

constexpr MarkerPair marker_pairs[] = {
    {"node-pg-migrate", R"(--[\s-]*up\s+migration.*)", R"(--[\s-]*down\s+migration.*)"},
    {"another tool",
     R"((--|#|/\*)\W*((migrat(e|ion)|[0-9]+)[\W_]+)?)"
     R"(up(grade)?([\W_]+(script|section|sql|begin|start))?\W*)",
     R"((--|#|/\*)\W*((migrat(e|ion)|[0-9]+)[\W_]+)?)"
     R"(down(grade)?([\W_]+(script|section|sql|begin|start))?\W*)"},
};

class Shape {
public:
    explicit Shape(const char* text) : regex_(text, std::regex::icase | std::regex::optimize) {}
    bool fits(std::string_view line) const {
        return std::regex_match(line.begin(), line.end(), regex_);
    }

private:
    std::regex regex_;
};

// Tern looks for its marker anywhere in a line. Longer lines than any marker has are not looked at:
// std::regex takes the stack for each byte.
bool may_be_marker(std::string_view line) {
    constexpr std::size_t longest = 300;
    return line.size() <= longest &&
           (line.starts_with('#') || line.starts_with("--") || line.starts_with("/*") ||
            line.find("---- ") != std::string_view::npos);
}

Problem foreign(const std::string& shown, int line, const char* tool, std::string_view what,
                const std::string& hint) {
    return {"foreign-file", shown, line,
            std::string("a file of ") + tool + ", which the tool does not read: \"" +
                std::string(what) + "\"",
            hint};
}

struct FoundMarker {
    const char* tool;
    int line;
    std::string_view text;
    const char* hint;
};

std::optional<FoundMarker> sole_marker(int number, std::string_view line) {
    static const auto shapes = [] {
        std::vector<Shape> all;
        for (const auto& marker : foreign_markers) all.emplace_back(marker.shape);
        return all;
    }();
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (shapes[i].fits(line))
            return FoundMarker{foreign_markers[i].tool, number, line, foreign_markers[i].hint};
    return std::nullopt;
}

// Finds the marker that makes both directions of the file.
class PairWatch {
public:
    explicit PairWatch(const MarkerPair& pair) : tool_(pair.tool), up_(pair.up), down_(pair.down) {}

    std::optional<FoundMarker> see(int number, std::string_view line) {
        seen_up_ = seen_up_ || up_.fits(line);
        seen_down_ = seen_down_ || down_.fits(line);
        if (!seen_up_ || !seen_down_) return std::nullopt;
        return FoundMarker{tool_, number, line, split_it};
    }

private:
    const char* tool_;
    Shape up_, down_;
    bool seen_up_ = false, seen_down_ = false;
};

bool has_down_name(const DraftScript& script) {
    const std::string path = to_lower(script.path);
    for (const char* word : {"down", "rollback", "revert", "undo"})
        if (path.find(word) != std::string::npos) return true;
    return false;
}

// Finds a comment that is nothing but a word for undoing, between statements of a script that does
// not go down.
class DownWatch {
public:
    explicit DownWatch(bool goes_down) : goes_down_(goes_down) {}

    void see_comment(int number, std::string_view line) {
        static const Shape down(R"((--|#|/\*)\W*(([a-z-]*(migrat|goose)[a-z-]*|[0-9]+)[\W_]+)?)"
                                R"((down(grade)?|undo|revert|rollback))"
                                R"(([\W_]+(migration|script|section|sql|begin|start))?\W*)");
        if (!goes_down_ && has_statements_ && !marker_ && down.fits(line))
            marker_ = FoundMarker{"another tool", number, line, split_it};
    }

    std::optional<FoundMarker> see_statement() {
        has_statements_ = true;
        return marker_;
    }

private:
    bool goes_down_;
    bool has_statements_ = false;
    std::optional<FoundMarker> marker_;
};

std::optional<FoundMarker> find_marker(const DraftScript& script, bool goes_down) {
    static const std::vector<PairWatch> fresh(std::begin(marker_pairs), std::end(marker_pairs));
    auto watches = fresh;
    DownWatch down(goes_down || has_down_name(script));
    int number = 0;
    for (const auto& [content, end] : lines_of(script.text)) {
        ++number;
        const auto line = trim(content);
        if (line.empty()) continue;
        if (!may_be_marker(line)) {
            if (const auto found = down.see_statement()) return found;
            continue;
        }
        if (const auto found = sole_marker(number, line)) return found;
        for (auto& watch : watches)
            if (const auto found = watch.see(number, line)) return found;
        down.see_comment(number, line);
    }
    return std::nullopt;
}

std::optional<Problem> foreign_name(const SourceFile& file) {
    const std::string path = to_lower(file.path);
    const auto of = [&](const char* tool, const std::string& hint) {
        return foreign(file.shown, 0, tool, file.path, hint);
    };
    if (path.ends_with(".rollback.sql"))
        return of("yoyo",
                  "rename the file to \"" +
                      file.path.substr(0, path.size() - std::string(".rollback.sql").size()) +
                      "_rollback.sql\"");
    static const std::regex postgrator(R"(([^]*/)?[0-9]+\.(do|undo)\.[^/]*)");
    if (path.ends_with(".undo.sql") || std::regex_match(path, postgrator))
        return of("postgrator",
                  "rename its \"do\" script to end in \".up.sql\", and its \"undo\" script in "
                  "\".down.sql\"");
    if (path.ends_with(".tx.up.sql") || path.ends_with(".tx.down.sql"))
        return of("bun",
                  "take \".tx\" out of the names, and declare \"-- @no-transaction\" in the "
                  "scripts that had none: bun runs only .tx. files in a transaction");
    return std::nullopt;
}

// A slug may end in "up"; two files that differ in nothing else are two directions.
std::optional<Problem> foreign_pair(const SourceFile& file, const std::set<std::string>& paths) {
    const std::string path = to_lower(file.path);
    for (const std::string_view separator : {"-", "_"}) {
        const std::string up = std::string(separator) + "up.sql",
                          down = std::string(separator) + "down.sql";
        if (!path.ends_with(up)) continue;
        const std::string stem = file.path.substr(0, file.path.size() - up.size());
        if (paths.contains(to_lower(stem) + down))
            return foreign(file.shown, 0, "db-migrate", file.path,
                           "rename each pair to end in \".up.sql\" and \".down.sql\", as \"" +
                               stem + ".up.sql\"");
    }
    return std::nullopt;
}

}  // namespace

void report_foreign_names(const SourceFiles& sources, Problems& problems) {
    std::set<std::string> paths;
    for (const auto& file : sources.files) paths.insert(to_lower(file.path));
    for (const auto& file : sources.files)
        for (auto& found : {foreign_name(file), foreign_pair(file, paths)})
            if (found) problems.push_back(*found);
}

void report_foreign_marker(const DraftScript& script, bool goes_down, Problems& problems) {
    if (const auto found = find_marker(script, goes_down))
        problems.push_back(
            foreign(script.shown, found->line, found->tool, found->text, found->hint));
}

}  // namespace migration

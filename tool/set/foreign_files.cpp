#include "set/foreign_files.hpp"

#include <regex>
#include <set>

#include "base/error.hpp"
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
     R"((--|#|/\*)\W*((migrat(e|ion)|[0-9]+)[\W_]+)?up(grade)?([\W_]+(script|section|sql|begin|start))?\W*)",
     R"((--|#|/\*)\W*((migrat(e|ion)|[0-9]+)[\W_]+)?down(grade)?([\W_]+(script|section|sql|begin|start))?\W*)"},
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

[[noreturn]] void refuse(const SourceFile& file, int line, const char* tool,
                         std::string_view marker, const char* hint) {
    throw Error(ErrorKind::usage,
                file.shown + ":" + std::to_string(line) + ": a file of " + tool +
                    ", which the tool does not read: \"" + std::string(marker) + "\"",
                hint);
}

void refuse_marker(const SourceFile& file, int number, std::string_view line) {
    static const auto shapes = [] {
        std::vector<Shape> all;
        for (const auto& marker : foreign_markers) all.emplace_back(marker.shape);
        return all;
    }();
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (shapes[i].fits(line))
            refuse(file, number, foreign_markers[i].tool, line, foreign_markers[i].hint);
}

// Refuses at the marker that makes both directions of the file.
class PairWatch {
public:
    explicit PairWatch(const MarkerPair& pair) : tool_(pair.tool), up_(pair.up), down_(pair.down) {}

    void see(const SourceFile& file, int number, std::string_view line) {
        seen_up_ = seen_up_ || up_.fits(line);
        seen_down_ = seen_down_ || down_.fits(line);
        if (seen_up_ && seen_down_) refuse(file, number, tool_, line, split_it);
    }

private:
    const char* tool_;
    Shape up_, down_;
    bool seen_up_ = false, seen_down_ = false;
};

bool has_down_name(const SourceFile& file) {
    const std::string path = to_lower(file.path);
    for (const char* word : {"down", "rollback", "revert", "undo"})
        if (path.find(word) != std::string::npos) return true;
    return false;
}

// Refuses at a comment that is nothing but a word for undoing, between statements of a script that
// does not go down. The blocks of the layout `marked` say by themselves what they are.
class DownWatch {
public:
    explicit DownWatch(const SourceFile& file) : file_(file), is_over_(has_down_name(file)) {}

    void see_comment(int number, std::string_view line) {
        static const Shape down(
            R"((--|#|/\*)\W*(([a-z-]*(migrat|goose)[a-z-]*|[0-9]+)[\W_]+)?(down(grade)?|undo|revert|rollback)([\W_]+(migration|script|section|sql|begin|start))?\W*)");
        is_over_ = is_over_ || to_lower(line).find("rollback_start") != std::string::npos;
        if (!is_over_ && has_statements_ && marker_.empty() && down.fits(line)) {
            marker_ = line;
            number_ = number;
        }
    }

    void see_statement() {
        if (!is_over_ && !marker_.empty())
            refuse(file_, number_, "another tool", marker_, split_it);
        has_statements_ = true;
    }

private:
    const SourceFile& file_;
    bool is_over_;
    bool has_statements_ = false;
    std::string_view marker_;
    int number_ = 0;
};

void refuse_markers(const SourceFile& file) {
    static const std::vector<PairWatch> fresh(std::begin(marker_pairs), std::end(marker_pairs));
    auto watches = fresh;
    DownWatch down(file);
    int number = 0;
    for (const auto& [content, end] : lines_of(file.text)) {
        ++number;
        const auto line = trim(content);
        if (!may_be_marker(line)) {
            if (!line.empty()) down.see_statement();
            continue;
        }
        refuse_marker(file, number, line);
        for (auto& watch : watches) watch.see(file, number, line);
        down.see_comment(number, line);
    }
}

void refuse_name(const SourceFile& file) {
    const std::string path = to_lower(file.path);
    const auto refuse_as = [&](const char* tool, const std::string& hint) {
        throw Error(ErrorKind::usage,
                    file.shown + ": a file of " + tool + ", which the tool does not read: \"" +
                        file.path + "\"",
                    hint);
    };
    if (path.ends_with(".rollback.sql"))
        refuse_as("yoyo",
                  "rename the file to \"" +
                      file.path.substr(0, path.size() - std::string(".rollback.sql").size()) +
                      "_rollback.sql\"");
    static const std::regex postgrator(R"(([^]*/)?[0-9]+\.(do|undo)\.[^/]*)");
    if (path.ends_with(".undo.sql") || std::regex_match(path, postgrator))
        refuse_as("postgrator",
                  "rename its \"do\" script to end in \".up.sql\", and its \"undo\" script in "
                  "\".down.sql\"");
    if (path.ends_with(".tx.up.sql") || path.ends_with(".tx.down.sql"))
        refuse_as("bun",
                  "take \".tx\" out of the names, and declare \"-- @no-transaction\" in the "
                  "scripts that had "
                  "none: bun runs only .tx. files in a transaction");
}

// A slug may end in "up"; two files that differ in nothing else are two directions.
void refuse_name_pair(const SourceFile& file, const std::set<std::string>& paths) {
    for (const std::string_view separator : {"-", "_"}) {
        const std::string up = std::string(separator) + "up.sql",
                          down = std::string(separator) + "down.sql";
        const std::string path = to_lower(file.path);
        if (!path.ends_with(up)) continue;
        const std::string stem = file.path.substr(0, file.path.size() - up.size());
        if (paths.contains(to_lower(stem) + down))
            throw Error(ErrorKind::usage,
                        file.shown + ": a file of db-migrate, which the tool does not read: \"" +
                            file.path + "\"",
                        "rename each pair to end in \".up.sql\" and \".down.sql\", as \"" + stem +
                            ".up.sql\"");
    }
}

}  // namespace

void refuse_foreign_files(const SourceFiles& sources) {
    std::set<std::string> paths;
    for (const auto& file : sources.files) paths.insert(to_lower(file.path));
    for (const auto& file : sources.files) {
        refuse_name(file);
        refuse_name_pair(file, paths);
        refuse_markers(file);
    }
}

}  // namespace migration

// V_slug.DIALECT.up.sql, as Ory's pop has it. The rules are those of ory/x at 31658d1,
// popx/match.go, migration_box.go and migration_info.go.

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/section_files.hpp"
#include "set/template_marks.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.up.sql, V_slug.postgres.up.sql";

struct PopName {
    Part part;
    std::string dialect;  // empty for all
    bool autocommit = false;
    bool is_fizz = false;
};

std::optional<PopName> name_of(std::string_view path) {
    static const std::regex shape(
        R"(([0-9]+)_([^.]+)(?:\.([a-z0-9]+))?(\.autocommit)?\.(up|down)\.(sql|fizz))");
    const auto name = path.substr(path.rfind('/') + 1);
    std::match_results<std::string_view::const_iterator> match;
    if (name.size() > 1000 || !std::regex_match(name.begin(), name.end(), match, shape))
        return std::nullopt;
    PopName read{{match[1], match[2], match[5] == "up" ? Role::up : Role::down, false},
                 match[3],
                 match[4].matched || match[3] == "autocommit",
                 match[6] == "fizz"};
    if (read.dialect == "autocommit") read.dialect.clear();
    return read;
}

std::optional<Part> part_of(std::string_view path) {
    const auto name = name_of(path);
    return name ? std::optional(name->part) : std::nullopt;
}

bool is_postgres(const std::string& dialect) {
    return dialect == "postgres" || dialect == "postgresql" || dialect == "pg";
}

bool is_dialect(const std::string& part) {
    static const std::set<std::string> others{"cockroach", "cockroachdb", "crdb",  "mysql",
                                              "mariadb",   "sqlite3",     "sqlite"};
    return is_postgres(part) || others.contains(part);
}

// The files that run on PostgreSQL: of one version and direction that of its dialect, else the one
// for all. Without an up script there is nothing for a down script to undo.
class DialectChoice {
public:
    explicit DialectChoice(const SourceFiles& sources) {
        for (const auto& file : sources.files) add(file);
    }

    bool has(const SourceFile& file) const {
        const auto name = name_of(file.path);
        if (!name) return true;  // to be reported
        const auto chosen = chosen_.find(key(*name));
        if (chosen == chosen_.end() || chosen->second != &file) return false;
        const Key up{name->part.version, Role::up};
        return chosen_.contains(up) || !with_up_.contains(name->part.version);
    }

private:
    using Key = std::pair<std::string, Role>;

    static Key key(const PopName& name) { return {name.part.version, name.part.role}; }

    void add(const SourceFile& file) {
        const auto name = name_of(file.path);
        if (!name) return;
        if (name->part.role == Role::up) with_up_.insert(name->part.version);
        if (is_postgres(name->dialect))
            chosen_.insert_or_assign(key(*name), &file);
        else if (name->dialect.empty())
            chosen_.emplace(key(*name), &file);
    }

    std::map<Key, const SourceFile*> chosen_;
    std::set<std::string> with_up_;  // on any database
};

void read_script(DraftScript& script, Problems& problems) {
    const auto name = name_of(script.path);
    script.no_transaction = name->autocommit;
    if (!name->is_fizz) return report_template(script, problems);
    problems.push_back(script_in_other_language(script.shown, "Fizz"));
    script.text.clear();
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    const DialectChoice choice(sources);
    SourceFiles chosen = sources;
    chosen.files.clear();
    for (const auto& file : sources.files)
        if (choice.has(file)) chosen.files.push_back(file);
    auto drafts = pair_files(chosen, {part_of, pattern}, problems);
    for (auto& draft : drafts)
        for (auto* script : {&draft.up, &draft.down})
            if (*script) read_script(**script, problems);
    sort_by_text(drafts);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) {
        const auto name = name_of(file.path);
        return name && (name->autocommit || name->is_fizz || is_dialect(name->dialect));
    });
}

NewFile file_of(const std::string& stem, const std::string& direction, const NewScript& script) {
    return {stem + (script.no_transaction ? ".autocommit." : ".") + direction + ".sql",
            script.text};
}

NewFiles write(const NewMigration& migration) {
    const std::string stem = migration.folder + migration_name(migration.version, migration.slug);
    NewFiles files{file_of(stem, "up", migration.up)};
    if (migration.down) files.push_back(file_of(stem, "down", *migration.down));
    return files;
}

}  // namespace

const Layout pop_layout{
    .name = "pop",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
    .numbering = Numbering::time,
};

}  // namespace migration

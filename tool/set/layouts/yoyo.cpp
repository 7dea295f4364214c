// NAME.sql and NAME.rollback.sql with `-- depends:` and `-- transactional:`. The rules are those of
// yoyo-migrations 9.0, yoyo/migrations.py and topologicalsort.py. The whole name is the migration's
// identity.

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "set/dependency_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/text_piece.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "NAME.sql, NAME.rollback.sql";

std::optional<FileName> whole_name(std::string_view path) {
    const auto stem = without_suffix(path, ".sql");
    if (!stem || is_in_folder(path)) return std::nullopt;
    return FileName{std::string(*stem), ""};
}

struct Directive {
    std::string name, value;
    int line = 0;
};

// Those above the first line that is neither empty nor a line comment.
std::vector<Directive> directives_of(std::string_view text) {
    static const std::regex shape(R"(\s*--\s*(transactional|depends)\s*:\s*(.*))");
    std::vector<Directive> found;
    int number = 0;
    for (const auto& [line, end] : lines_of(text)) {
        ++number;
        std::match_results<std::string_view::const_iterator> match;
        if (line.size() < 2000 && std::regex_match(line.begin(), line.end(), match, shape))
            found.push_back({match[1], std::string(trim(match[2].str())), number});
        else if (!trim(line).empty() && !trim(line).starts_with("--"))
            break;
    }
    return found;
}

// Removes the directives: those of the rollback script have no effect.
std::vector<Directive> take_directives(DraftScript& script) {
    auto directives = directives_of(script.text);
    std::set<int> lines;
    for (const auto& directive : directives) lines.insert(directive.line);
    script.text = without_lines(script.text, lines);
    return directives;
}

void read_transactional(const Directive& directive, Draft& draft, Problems& problems) {
    const std::string value = to_lower(directive.value);
    if (value != "true" && value != "false")
        problems.push_back({"section", draft.up->shown, directive.line,
                            "yoyo refuses this value of \"transactional\": \"" +
                                one_line(directive.value, 60) + "\"",
                            "write \"true\" or \"false\""});
    for (auto* script : {&draft.up, &draft.down})
        if (*script) (*script)->no_transaction = value == "false";
}

// Returns what the migration needs.
std::vector<Need> read_directives(Draft& draft, Problems& problems) {
    std::vector<Need> needs;
    if (draft.down) take_directives(*draft.down);
    if (!draft.up) return needs;
    const std::string shown = draft.up->shown;
    for (const auto& directive : take_directives(*draft.up)) {
        if (directive.name == "transactional") read_transactional(directive, draft, problems);
        if (directive.name != "depends") continue;
        for (const auto word : split(directive.value, ' '))
            if (const auto name = trim(word); !name.empty())
                needs.push_back({std::string(name), shown, directive.line});
    }
    return needs;
}

class YoyoReader {
public:
    YoyoReader(const SourceFiles& sources, Problems& problems)
        : sources_(sources), problems_(problems) {}

    std::vector<Draft> run() {
        SourceFiles ups = sources_;
        std::erase_if(ups.files, [&](const auto& file) { return takes_aside(file); });
        drafts_ = whole_files(ups, {whole_name, pattern, is_in_folder}, problems_);
        for (auto& draft : drafts_)
            if (const auto down = downs_.find(draft.version); down != downs_.end()) {
                draft.down = down->second;
                downs_.erase(down);
            }
        for (auto& [version, script] : downs_)
            drafts_.push_back({version, "", false, {}, std::move(script), {}});
        add_python();
        std::stable_sort(drafts_.begin(), drafts_.end(),
                         [](const auto& a, const auto& b) { return path_of(a) < path_of(b); });
        std::vector<std::vector<Need>> needs;
        needs.reserve(drafts_.size());
        for (auto& draft : drafts_) needs.push_back(read_directives(draft, problems_));
        order_by_needs(drafts_, needs, DependencyOrder::earliest_first, "depends", problems_);
        return std::move(drafts_);
    }

private:
    static const std::string& path_of(const Draft& draft) {
        return draft.up ? draft.up->path : draft.down->path;
    }

    // Rollback scripts, and what is no migration.
    bool takes_aside(const SourceFile& file) {
        if (is_in_folder(file.path)) return false;
        if (const auto stem = without_suffix(file.path, ".rollback.sql")) {
            downs_.emplace(*stem, DraftScript{file.path, file.shown, file.text});
            return true;
        }
        if (!file.path.starts_with("post-apply")) return false;
        report_post_apply(file.shown, file.path);
        return true;
    }

    void report_post_apply(const std::string& shown, const std::string& path) {
        problems_.push_back(
            {"post-apply", shown, 0,
             "a script that yoyo runs behind each run, and the tool does not: \"" + path + "\"",
             "run it by a hook behind the migrations, and put \"_\" before its "
             "name to leave it out"});
    }

    void add_python() {
        for (const auto& neighbour : sources_.neighbours) {
            const auto stem = without_suffix(neighbour, ".py");
            if (!stem || is_in_folder(neighbour) || neighbour.starts_with('_')) continue;
            const std::string shown = sources_.shown(neighbour);
            if (neighbour.starts_with("post-apply")) {
                report_post_apply(shown, neighbour);
                continue;
            }
            problems_.push_back(script_in_other_language(shown, "Python"));
            DraftScript up{neighbour, shown, ""};
            drafts_.push_back({std::string(*stem), "", false, std::move(up), {}, {}});
        }
    }

    const SourceFiles& sources_;
    Problems& problems_;
    std::vector<Draft> drafts_;
    std::map<std::string, DraftScript> downs_;
};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    return YoyoReader(sources, problems).run();
}

// Of what another set's comments call "depends", nothing is a file's name.
bool has_depends(const SourceFile& file, const SourceFiles& sources) {
    for (const auto& directive : directives_of(file.text)) {
        if (directive.name != "depends") continue;
        const auto names = split(directive.value, ' ');
        return std::all_of(names.begin(), names.end(), [&](const auto name) {
            const std::string stem(trim(name));
            return stem.empty() || sources.neighbours.contains(stem + ".py") ||
                   std::any_of(sources.files.begin(), sources.files.end(),
                               [&](const auto& each) { return each.path == stem + ".sql"; });
        });
    }
    return false;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [&](const auto& file) {
        return whole_name(file.path) &&
               (file.path.ends_with(".rollback.sql") || has_depends(file, sources));
    });
}

NewFiles write(const NewMigration& migration) {
    const std::string stem = migration_name(migration.version, migration.slug);
    std::string head;
    if (!migration.before.empty()) head += "-- depends: " + migration.before + "\n";
    if (migration.no_transaction()) head += "-- transactional: false\n";
    NewFiles files{{stem + ".sql", head + migration.up.text}};
    if (migration.down) files.push_back({stem + ".rollback.sql", migration.down->text});
    return files;
}

}  // namespace

const Layout yoyo_layout{
    .name = "yoyo",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .downs = Downs::optional,
    .write = write,
    .names_others = true,
    .numbering = Numbering::time,
};

}  // namespace migration

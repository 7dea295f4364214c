// V_slug.sql or V.sql beside an atlas.sum. The rules are those of Atlas at a5e0aec,
// sql/migrate/dir.go and cmd/atlas/internal/cmdapi/migrate.go.

#include <regex>

#include "base/text.hpp"
#include "set/atlas_delimiter.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/text_piece.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql beside atlas.sum";
constexpr std::string_view sum_file = "atlas.sum";

std::optional<FileName> file_name(std::string_view path) {
    const auto stem = without_suffix(path, ".sql");
    if (!stem || is_in_folder(path)) return std::nullopt;
    return split_at_underscore(*stem);
}

struct Directive {
    std::string name;
    std::string value;
    int line = 0;
    bool is_of_file = false;  // else of the statement below, or of none
};

bool is_comment(std::string_view line) {
    return line.starts_with("--") || line.starts_with('#');
}

// Those above the first statement. Directives of the file stand in its first lines, and an empty
// line ends them; in a file with CRLF Atlas sees no empty line.
std::vector<Directive> directives_of(const std::vector<TextLine>& lines) {
    static const std::regex shape(R"([ -~]*atlas:(\w+)(?: +(.+))?)");
    std::vector<Directive> found;
    bool is_at_top = true;
    int number = 0;
    for (const auto& [content, end] : lines) {
        ++number;
        const auto line = trim(content);
        if (!line.empty() && !is_comment(line)) return found;
        if (is_at_top && !is_comment(content)) {
            const bool ends_top = line.empty() && end != "\r\n";
            for (auto& directive : found) directive.is_of_file = ends_top;
            is_at_top = false;
        }
        std::match_results<std::string_view::const_iterator> match;
        if (line.size() < 1000 && std::regex_match(line.begin(), line.end(), match, shape))
            found.push_back({match[1], std::string(trim(match[2].str())), number, false});
    }
    for (auto& directive : found) directive.is_of_file = directive.is_of_file || is_at_top;
    return found;
}

class FileReader {
public:
    FileReader(const Draft& draft, Problems& problems)
        : script_(*draft.up), lines_(lines_of(script_.text)), problems_(problems) {
        directives_ = directives_of(lines_);
    }

    bool is_checkpoint() const {
        for (const auto& directive : directives_)
            if (directive.is_of_file && directive.name == "checkpoint") return true;
        return false;
    }

    DraftScript read() {
        DraftScript script{script_.path, script_.shown, "", runs_without_transaction()};
        std::set<int> modes;
        for (const auto& directive : directives_)
            if (directive.name == "txmode") modes.insert(directive.line);
        script.text = without_lines(script_.text, modes);
        if (const auto delimiter = atlas_delimiter(lines_.front().content)) {
            const auto body = next_line(script.text, 0);
            script.text = line_ends_of(script.text.substr(0, body)) +
                          with_semicolons(std::string_view(script.text).substr(body), *delimiter);
        }
        return script;
    }

private:
    void report(const Directive& directive, const char* rule, const std::string& message,
                const std::string& hint) {
        const auto& line = lines_[static_cast<std::size_t>(directive.line) - 1].content;
        problems_.push_back({rule, script_.shown, directive.line,
                             message + ": \"" + one_line(line, 60) + "\"", hint});
    }

    bool runs_without_transaction() {
        const Directive* mode = nullptr;
        for (const auto& directive : directives_) {
            if (directive.name != "txmode") continue;
            if (!directive.is_of_file) {
                report(directive, "foreign-annotation", "a comment that Atlas does not read here",
                       "put it into the first line, with an empty line below it");
                continue;
            }
            const bool is_known = directive.value == "none" || directive.value == "file";
            if (mode != nullptr || !is_known)
                report(directive, "section", "Atlas refuses this transaction mode",
                       "write it once in a file, as \"none\" or \"file\"");
            mode = &directive;
        }
        return mode != nullptr && mode->value == "none";
    }

    const DraftScript& script_;
    std::vector<TextLine> lines_;
    std::vector<Directive> directives_;
    Problems& problems_;
};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    std::vector<Draft> drafts;
    for (auto& draft : whole_files(sources, {file_name, pattern, is_in_folder}, problems)) {
        FileReader reader(draft, problems);
        if (reader.is_checkpoint() && !drafts.empty()) {
            problems.push_back({"passed-over", draft.up->shown, 0,
                                "a checkpoint, which stands for the migrations before it: \"" +
                                    draft.up->path + "\"",
                                ""});
            continue;
        }
        draft.up = reader.read();
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (!sources.neighbours.contains(sum_file)) return std::nullopt;
    return sources.shown(std::string(sum_file));
}

}  // namespace

const Layout atlas_layout{
    .name = "atlas",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .goes_by_neighbours = true,
    .downs = Downs::none,
    .maker = "atlas migrate new",
};

}  // namespace migration

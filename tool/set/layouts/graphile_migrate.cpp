// committed/000001-slug.sql with `--! Previous:` and `--! Hash:`. The rules are those of
// graphile-migrate at 54ea390 (2.0), src/migration.ts, header.ts and migrationFilename.ts. A set's
// directory is the one with committed/, or committed/ itself.

#include <algorithm>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/text_piece.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "committed/V-slug.sql";

constexpr std::string_view folder = "committed/";

std::optional<FileName> name_in_folder(std::string_view path) {
    static const std::regex shape(R"(([0-9]+)(?:-([-_a-zA-Z0-9]*))?\.sql)");
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_match(path.begin(), path.end(), match, shape)) return std::nullopt;
    return FileName{match[1], match[2]};
}

std::optional<FileName> name_below_folder(std::string_view path) {
    if (!path.starts_with(folder)) return std::nullopt;
    return name_in_folder(path.substr(folder.size()));
}

// Beside committed/ no file is a migration.
ReadName reader_of_names(const SourceFiles& sources) {
    for (const auto& file : sources.files)
        if (file.path.starts_with(folder)) return name_below_folder;
    return name_in_folder;
}

// What the tool writes beside them: current.sql, fixtures/ and the like.
bool is_other_file(std::string_view) {
    return true;
}

struct Header {
    std::string previous, hash;
    int previous_line = 0;
    int lines = 0;
};

// Lines such as "--! Hash: sha1:0123", from the first on.
Header header_of(std::string_view text) {
    static const std::regex shape(R"(--! ([A-Z][a-zA-Z0-9_]*)(?::(.*))?)");
    Header header;
    for (const auto& [line, end] : lines_of(text)) {
        std::match_results<std::string_view::const_iterator> match;
        if (line.size() > 1000 || !std::regex_match(line.begin(), line.end(), match, shape)) break;
        ++header.lines;
        const std::string value(trim(match[2].str()));
        if (match[1] == "Previous") header.previous = value;
        if (match[1] == "Previous") header.previous_line = header.lines;
        if (match[1] == "Hash") header.hash = value;
    }
    return header;
}

// The project's settings say which names have a value. They are told from other text by their
// capitals; one of a single word, as in 'HH24:MI', only outside of strings and comments.
bool is_placeholder(std::string_view before_colon, std::string_view name) {
    static const std::regex shape(R"([A-Z][0-9A-Z_]+)");
    if (name.size() > 100 || !std::regex_match(name.begin(), name.end(), shape)) return false;
    const char last = before_colon.empty() ? ' ' : before_colon.back();
    if (last == ':' || is_word_byte(last)) return false;
    const auto line = last_line(before_colon);
    return name.find('_') != std::string_view::npos ||
           (line.find("--") == std::string_view::npos &&
            std::count(line.begin(), line.end(), '\'') % 2 == 0);
}

// The first one, with its colon.
std::optional<std::string_view> find_placeholder(std::string_view text) {
    for (auto at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
        std::size_t end = at + 1;
        while (end < text.size() && is_word_byte(text[end])) ++end;
        const auto name = text.substr(at, end - at);
        if (is_placeholder(text.substr(0, at), name.substr(1))) return name;
    }
    return std::nullopt;
}

class CommittedFile {
public:
    CommittedFile(DraftScript& script, Problems& problems)
        : script_(script), problems_(problems), header_(header_of(script.text)) {}

    // Returns the file's hash.
    std::string read(const std::string& hash_before) {
        check_header(hash_before);
        read_body();
        if (const auto name = find_placeholder(script_.text))
            report(
                "template",
                line_at(script_.text, static_cast<std::size_t>(name->data() - script_.text.data())),
                "a placeholder, which the tool does not fill in: \"" + std::string(*name) + "\"",
                "write into the script what the placeholder stands for");
        return header_.hash;
    }

private:
    void report(const char* rule, int line, const std::string& message, const std::string& hint) {
        problems_.push_back({rule, script_.shown, line, message, hint});
    }

    void check_header(const std::string& hash_before) {
        if (header_.previous.empty() || header_.hash.empty())
            return report("section", 0,
                          "graphile-migrate refuses a file without \"--! Previous:\" and "
                          "\"--! Hash:\"",
                          "commit the migration with graphile-migrate");
        const std::string expected = hash_before.empty() ? "-" : hash_before;
        if (header_.previous != expected)
            report("version-order", header_.previous_line,
                   "the file does not follow the one before it: \"" + header_.previous + "\"",
                   "graphile-migrate expects \"" + expected + "\", the hash of that file");
    }

    // Its first line may switch the transaction off. In what is committed an include has no effect.
    void read_body() {
        script_.file_text = script_.text;
        std::set<int> marks;
        bool is_first = true;
        int number = 0;
        for (const auto& [content, end] : lines_of(script_.text)) {
            ++number;
            if (number <= header_.lines) marks.insert(number);
            if (number <= header_.lines || trim(content).empty()) continue;
            const std::string line(content);
            static const std::regex no_transaction(R"(--!\s*no-transaction\b.*)"),
                include(R"(\s*--!\s*include\b.*)");
            const bool is_switch = line.size() < 300 && std::regex_match(line, no_transaction);
            const bool is_include = line.size() < 300 && std::regex_match(line, include);
            if (is_switch && is_first) script_.no_transaction = true;
            if (is_include || (is_switch && !is_first))
                report("foreign-annotation", number,
                       "a comment that graphile-migrate does not read here: \"" +
                           one_line(line, 60) + "\"",
                       is_switch ? "write it into the first line below the header"
                                 : "an include has its effect when the migration is committed");
            if (is_include || is_switch) marks.insert(number);
            is_first = false;
        }
        script_.text = without_lines(script_.text, marks);
    }

    DraftScript& script_;
    Problems& problems_;
    Header header_;
};

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts =
        whole_files(sources, {reader_of_names(sources), pattern, is_other_file}, problems);
    sort_by_text(drafts);
    std::string hash;
    for (auto& draft : drafts) hash = CommittedFile(*draft.up, problems).read(hash);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    const auto name = reader_of_names(sources);
    return first_file(sources, [&](const auto& file) {
        return name(file.path) && !header_of(file.text).previous.empty();
    });
}

}  // namespace

const Layout graphile_migrate_layout{
    .name = "graphile-migrate",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .downs = Downs::none,
    .maker = "graphile-migrate commit --message",
};

}  // namespace migration

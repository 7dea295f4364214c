#include "document.hpp"

#include <algorithm>
#include <cctype>
#include <regex>

#include "base/file.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

using std::filesystem::path;

struct Line {
    int number;
    std::string text;
    std::string
        block;  // the language of the block of code that it is in, or "text" for one without
};

std::vector<Line> read_lines(const Document& document) {
    std::vector<Line> lines;
    std::string block;
    int number = 0;
    for (const auto& [content, end] : lines_of(document.text)) {
        ++number;
        const auto text = trim(content);
        if (!text.starts_with("```")) {
            lines.push_back({number, std::string(content), block});
        } else if (block.empty()) {
            block = text.size() > 3 ? std::string(text.substr(3)) : "text";
        } else {
            block.clear();
        }
    }
    return lines;
}

std::string place(const Document& document, const Line& line) {
    return document.path.filename().string() + ":" + std::to_string(line.number);
}

std::string without_comment(const std::string& command) {
    const auto at = command.find(" #");
    return std::string(trim(command.substr(0, at)));
}

bool is_of_ours(const std::string& command) {
    static const std::regex ours(
        R"((\./)?(migration-tool|[a-z]+-migrate|ci/[a-z]+|bench/run)(\s.*)?)");
    return std::regex_match(command, ours);
}

void add_matches(const Document& document, const Line& line, const std::regex& shape,
                 std::vector<Piece>& pieces) {
    for (std::sregex_iterator match(line.text.begin(), line.text.end(), shape), end; match != end;
         ++match)
        pieces.push_back({place(document, line), (*match)[1].str()});
}

}  // namespace

std::vector<Document> documents(const path& repository) {
    std::vector<Document> found;
    for (const char* name : {"README.md", "CONTRIBUTING.md"})
        found.push_back({repository / name, read_file(repository / name)});
    for (const auto& entry : std::filesystem::directory_iterator(repository / "docs"))
        if (entry.path().extension() == ".md")
            found.push_back({entry.path(), read_file(entry.path())});
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return found;
}

std::vector<Piece> links_of(const Document& document) {
    static const std::regex link(R"(\]\(([^)\s]+)\))");
    std::vector<Piece> links;
    for (const auto& line : read_lines(document))
        if (line.block.empty()) add_matches(document, line, link, links);
    std::erase_if(links,
                  [](const auto& piece) { return piece.text.find("://") != std::string::npos; });
    return links;
}

std::vector<std::string> anchors_of(const Document& document) {
    std::vector<std::string> anchors;
    for (const auto& line : read_lines(document)) {
        if (!line.block.empty() || !line.text.starts_with('#')) continue;
        const std::string_view heading = line.text;
        std::string anchor;
        for (const char c : trim(heading.substr(heading.find_first_not_of('#'))))
            if (c == ' ')
                anchor += '-';
            else if (c == '-' || c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0)
                anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        anchors.push_back(anchor);
    }
    return anchors;
}

std::vector<Piece> code_spans_of(const Document& document) {
    static const std::regex span("`([^`]+)`");
    std::vector<Piece> spans;
    for (const auto& line : read_lines(document))
        if (line.block.empty()) add_matches(document, line, span, spans);
    return spans;
}

std::vector<Piece> commands_of(const Document& document) {
    std::vector<Piece> commands;
    for (const auto& line : read_lines(document)) {
        const std::string text(trim(line.text));
        const bool is_typed = line.block == "console" && text.starts_with("$ ");
        if (line.block == "sh") commands.push_back({place(document, line), without_comment(text)});
        if (is_typed) commands.push_back({place(document, line), without_comment(text.substr(2))});
    }
    for (auto& span : code_spans_of(document))
        if (is_of_ours(span.text)) commands.push_back(std::move(span));
    return commands;
}

}  // namespace migration

#pragma once

// The repository's documents, as a reader meets them: text, links, commands.

#include <filesystem>
#include <string>
#include <vector>

namespace migration {

struct Document {
    std::filesystem::path path;
    std::string text;
};

// README.md, CONTRIBUTING.md and docs/*.md of the repository.
std::vector<Document> documents(const std::filesystem::path& repository);

// A piece of a document, with the place that a failing test names.
struct Piece {
    std::string place;  // "README.md:12"
    std::string text;
};

// Targets of `[text](target)` and `![text](target)`, without those on the web.
std::vector<Piece> links_of(const Document& document);

// What headings are called in links: "## Exit codes" → "exit-codes".
std::vector<std::string> anchors_of(const Document& document);

// Texts between backquotes, outside blocks of code.
std::vector<Piece> code_spans_of(const Document& document);

// Command lines of the blocks of shell and of consoles, and code spans that start with a program of
// ours. Comments are taken away.
std::vector<Piece> commands_of(const Document& document);

}  // namespace migration

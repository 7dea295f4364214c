#include "case_file.hpp"

#include <cstdlib>

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration::golden {
namespace {

constexpr std::string_view heading_mark = "=== ";

struct Section {
    std::string kind;
    std::string argument;
    std::string text;
    int line;  // of the heading
};

[[noreturn]] void refuse(const std::string& name, int line, const std::string& message) {
    throw Error(ErrorKind::usage, name + ":" + std::to_string(line) + ": " + message);
}

Section section_of(std::string_view heading, int line) {
    const auto words = trim(heading.substr(heading_mark.size()));
    const auto space = std::min(words.find(' '), words.size());
    return {std::string(words.substr(0, space)), std::string(trim(words.substr(space))), "", line};
}

// The text before the first heading, then the sections.
std::vector<Section> cut_sections(const std::string& text) {
    std::vector<Section> sections{{"head", "", "", 0}};
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        ++number;
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = std::string_view(text).substr(at, end - at);
        at = end + 1;
        if (!line.starts_with(heading_mark)) {
            sections.back().text.append(line).append("\n");
            continue;
        }
        auto& finished = sections.back().text;
        if (finished == "\n" || finished.ends_with("\n\n")) finished.pop_back();
        sections.push_back(section_of(line, number));
    }
    return sections;
}

void read_head(CaseFile& file, const std::string& name) {
    int number = 0;
    for (const auto line : split(file.head, '\n')) {
        ++number;
        if (!line.starts_with("@")) continue;
        const auto space = std::min(line.find(' '), line.size());
        const auto word = line.substr(0, space);
        if (word == "@server")
            file.server = true;
        else if (word == "@sandbox")
            file.sandbox = true;
        else if (word == "@data")
            file.data.emplace_back(trim(line.substr(space)));
        else
            refuse(name, number, "unknown word: \"" + std::string(word) + "\"");
    }
}

void read_section(CaseFile& file, Section& section, const std::string& name) {
    if (section.kind == "file" && !file.steps.empty())
        refuse(name, section.line, "expected files before the first \"=== run\"");
    if (section.kind == "file")
        return file.files.push_back({section.argument, std::move(section.text)});
    if (section.kind == "run") {
        Step step;
        step.command = std::move(section.text);
        step.line = section.line + 1;
        return file.steps.push_back(std::move(step));
    }
    if (file.steps.empty())
        refuse(name, section.line, "expected \"=== run\" before \"" + section.kind + "\"");
    auto& step = file.steps.back();
    if (section.kind == "stdout")
        step.output = std::move(section.text);
    else if (section.kind == "stderr")
        step.errors = std::move(section.text);
    else if (section.kind == "exit")
        step.exit_code = std::atoi(section.argument.c_str());
    else
        refuse(name, section.line, "unknown heading: \"" + section.kind + "\"");
}

std::string heading(const std::string& words, const std::string& text) {
    return "\n" + std::string(heading_mark) + words + "\n" + text;
}

}  // namespace

CaseFile parse_case(const std::string& text, const std::string& name) {
    auto sections = cut_sections(text);
    CaseFile file;
    file.head = sections.front().text;
    read_head(file, name);
    for (std::size_t i = 1; i < sections.size(); ++i) read_section(file, sections[i], name);
    if (file.steps.empty()) refuse(name, 1, "expected at least one \"=== run\"");
    return file;
}

std::string render_case(const CaseFile& file) {
    std::string text = file.head;
    for (const auto& input : file.files) text += heading("file " + input.path, input.text);
    for (const auto& step : file.steps) {
        text += heading("run", step.command);
        if (!step.output.empty()) text += heading("stdout", step.output);
        if (!step.errors.empty()) text += heading("stderr", step.errors);
        if (step.exit_code != 0) text += heading("exit " + std::to_string(step.exit_code), "");
    }
    return text;
}

}  // namespace migration::golden

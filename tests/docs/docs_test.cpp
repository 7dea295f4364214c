// The documents lead somewhere: links, files and commands that they name exist.

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <sstream>

#include "base/file.hpp"
#include "base/text.hpp"
#include "document.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

const fs::path repository = MIGRATION_REPOSITORY;

std::vector<std::string> words_of(const std::string& command) {
    std::istringstream stream(command);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    // Variables before the program are no part of it.
    while (!words.empty() && words.front().find('=') != std::string::npos)
        words.erase(words.begin());
    return words;
}

std::string to_upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

bool is_word(const std::string& word) {
    return std::regex_match(word, std::regex("[a-z]+(-[a-z]+)*"));
}

// The help of the command that these words name: "sandbox run" as well as "up". Empty where there
// is none.
std::string help_of(const std::vector<std::string>& names) {
    static std::map<std::vector<std::string>, std::string> known;
    const auto found = known.find(names);
    if (found != known.end()) return found->second;
    std::vector<std::string> arguments = names;
    arguments.emplace_back("--help");
    const auto result = run_program({MIGRATION_TOOL, arguments, {}});
    return known[names] = result.exit_code == 0 ? result.output : "";
}

// Names of commands in front of the options and arguments.
std::vector<std::string> command_names(const std::vector<std::string>& words) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < words.size() && is_word(words[i]) && names.size() < 2; ++i) {
        if (i == 2 && words[1] != "sandbox") break;
        names.push_back(words[i]);
    }
    return names;
}

void expect_options(const Piece& command, const std::vector<std::string>& words) {
    const auto names = command_names(words);
    const std::string help = help_of(names);
    EXPECT_NE(help, "") << command.place << ": " << command.text;
    for (const auto& word : words) {
        if (word == "--") break;
        if (!word.starts_with("--")) continue;
        const std::string option = word.substr(0, word.find('='));
        EXPECT_TRUE(contains_word(help, option.substr(2)) && help.find(option) != std::string::npos)
            << command.place << ": no option " << option << " in: " << command.text;
    }
}

bool is_program_of_a_set(const std::string& program) {
    return program == "migration-tool" || program.ends_with("-migrate");
}

TEST(Documents, LinkToWhatIsThere) {
    for (const auto& document : documents(repository))
        for (const auto& link : links_of(document)) {
            const auto hash = link.text.find('#');
            const fs::path target = link.text.substr(0, hash);
            const fs::path file =
                target.empty() ? document.path : document.path.parent_path() / target;
            ASSERT_TRUE(fs::exists(file)) << link.place << ": " << link.text;
            if (hash == std::string::npos) continue;
            const auto anchors = anchors_of({file, read_file(file)});
            EXPECT_NE(std::find(anchors.begin(), anchors.end(), link.text.substr(hash + 1)),
                      anchors.end())
                << link.place << ": no such heading: " << link.text;
        }
}

TEST(Documents, NameFilesThatAreThere) {
    static const std::regex file(
        R"((tool|tests|cmake|ci|bench|docs|migrations)(/[a-z_.-]+)*/[A-Za-z_.-]+/?)");
    static const std::regex placeholder(".*[A-Z]{4}.*");
    for (const auto& document : documents(repository))
        for (const auto& span : code_spans_of(document)) {
            const bool is_known =
                std::regex_match(span.text, file) && !std::regex_match(span.text, placeholder);
            if (!is_known) continue;
            EXPECT_TRUE(fs::exists(repository / span.text)) << span.place << ": " << span.text;
        }
}

TEST(Documents, AreThereWhereTheSourcesNameThem) {
    static const std::regex name(R"(docs/[A-Za-z_/-]+\.(md|svg))");
    for (const char* folder : {"tool", "cmake", "ci", "tests"})
        for (const auto& entry : fs::recursive_directory_iterator(repository / folder)) {
            if (!entry.is_regular_file()) continue;
            const std::string text = read_file(entry.path());
            for (std::sregex_iterator match(text.begin(), text.end(), name), end; match != end;
                 ++match)
                EXPECT_TRUE(fs::exists(repository / match->str()))
                    << entry.path().string() << ": " << match->str();
        }
}

TEST(Documents, ShowCommandsThatTheProgramsHave) {
    int checked = 0;
    for (const auto& document : documents(repository))
        for (const auto& command : commands_of(document)) {
            const auto words = words_of(command.text);
            // "migration-tool COMMAND" stands for any.
            if (words.empty() ||
                (words.size() > 1 && words[1] == to_upper(words[1]) && !words[1].starts_with('-')))
                continue;
            const std::string program = fs::path(words.front()).filename().string();
            if (is_program_of_a_set(program)) {
                expect_options(command, words);
                ++checked;
            } else if (words.front().starts_with("ci/") || words.front().starts_with("bench/")) {
                EXPECT_TRUE(fs::exists(repository / words.front()))
                    << command.place << ": " << command.text;
                ++checked;
            }
        }
    EXPECT_GT(checked, 20);
}

TEST(Documents, NamePresetsThatAreThere) {
    const std::string presets = read_file(repository / "CMakePresets.json");
    for (const auto& document : documents(repository))
        for (const auto& command : commands_of(document)) {
            const auto words = words_of(command.text);
            for (std::size_t i = 0; i + 1 < words.size(); ++i) {
                if (words[i] != "--preset") continue;
                EXPECT_NE(presets.find("\"name\": \"" + words[i + 1] + "\""), std::string::npos)
                    << command.place << ": " << command.text;
            }
        }
}

}  // namespace
}  // namespace migration

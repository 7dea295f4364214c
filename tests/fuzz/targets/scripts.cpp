#include "set/script.hpp"

#include <nlohmann/json.hpp>

#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "manifest/set_json.hpp"

namespace migration::fuzz {
namespace {

std::string text_of(const MigrationSet& set, std::string& texts) {
    TextPacker packer;
    const std::string json = set_to_json(set, packer).dump();
    texts = packer.all();
    return json;
}

// A runner reads back the set that was put into it.
void require_same_in_runner(const MigrationSet& set) {
    std::string texts, texts_again;
    const std::string json = text_of(set, texts);
    const auto again = set_from_json(nlohmann::json::parse(json), PackedTexts(texts, false));
    require(text_of(again, texts_again) == json && texts_again == texts,
            "a runner has the set that was put into it");
    require(again.migrations.front().up.text == set.migrations.front().up.text,
            "a runner has the script's bytes");
}

Script read(std::string_view text, VerifyRule rule) {
    const std::string file = "001_a.sql";
    Problems problems;
    Script script = make_script({file, file, std::string(text), false, rule}, {}, problems);
    check_verify(script, file, problems);
    require_places(problems, text);
    require_order(script.text, script.statements);
    const int lines = lines_in(text);
    for (const auto& statement : script.statements)
        require_line(statement.line, lines, "a statement");
    for (const auto& dependency : script.annotations.depends)
        require_line(dependency.line, lines, "a dependency");
    return script;
}

}  // namespace

void fuzz_scripts(std::string_view input) {
    const auto text = readable_part(input);
    MigrationSet set;
    set.migrations.push_back({"001", "a", false, read(text, VerifyRule::rows), {}, {}});
    set.migrations.back().verify = read(text, VerifyRule::errors);
    require_same_in_runner(set);
}

}  // namespace migration::fuzz

#include "set/toml.hpp"

#include "fuzz/archive.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "set/set_config.hpp"

namespace migration::fuzz {
namespace {

// The parser bounds the depth.
void require_lines(const TomlValue& value, int lines) {
    require_line(value.line, lines, "a value");
    if (const auto* array = value.array())
        for (const auto& element : *array) require_lines(element, lines);
    if (const auto* table = value.table())
        for (const auto& entry : *table) require_lines(entry.value, lines);
}

void require_lines(const SetConfig& config, int lines) {
    for (const auto& waiver : config.waivers) require_line(waiver.line, lines, "a waiver");
    for (const auto& script : config.scripts)
        require_line(script.line, lines, "options of a script");
}

}  // namespace

void fuzz_toml(std::string_view input) {
    const auto text = readable_part(input);
    const int lines = lines_in(text);
    Problems problems;
    for (const auto& entry : parse_toml(text, "a.toml", problems))
        require_lines(entry.value, lines);
    require_places(problems, text);

    const Archive archive("=== file set/migrations.toml\n" + std::string(text));
    SetOptions options;
    options.directory = archive.set_folder();
    allow_errors([&] {
        Problems of_config;
        const auto config = read_set_config(options, of_config);
        merged(options, config);
        check_config_names(config, {}, of_config);
        require_places(of_config, archive);
        require_lines(config, lines);
    });
}

}  // namespace migration::fuzz

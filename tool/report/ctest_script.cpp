#include "report/ctest_script.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

// `label` is added to those of the options.
std::string add_case(const std::string& name, const std::vector<std::string>& extra,
                     const std::string& label, const CtestOptions& options) {
    std::string text =
        "add_test(" + bracket_argument(name) + " " + bracket_argument(own_program().string());
    for (const auto& argument : options.arguments) text += " " + bracket_argument(argument);
    for (const auto& argument : extra) text += " " + bracket_argument(argument);
    text += ")\nset_tests_properties(" + bracket_argument(name) + " PROPERTIES";
    for (const auto& property : options.properties) {
        const auto equals = property.find('=');
        const std::string key = property.substr(0, equals);
        std::string value = equals == std::string::npos ? "" : property.substr(equals + 1);
        if (key == "LABELS" && !label.empty()) value.append(";").append(label);
        text += " " + bracket_argument(key) + " " + bracket_argument(value);
    }
    return text + ")\n";
}

std::string add_cases(const std::string& name, const std::vector<std::string>& arguments,
                      const CtestOptions& options) {
    if (options.versions.size() < 2) return add_case(name, arguments, "", options);
    std::string text;
    for (const int major : options.versions) {
        const std::string number = std::to_string(major);
        auto extended = arguments;
        extended.insert(extended.end(), {"--on", number});
        text += add_case(join({name, number}, "@"), extended, "postgres-" + number, options);
    }
    return text;
}

}  // namespace

std::string bracket_argument(const std::string& text) {
    std::string equals = "=";
    while (text.find("]" + equals + "]") != std::string::npos || text.ends_with("]" + equals))
        equals += "=";
    // A line end right behind the opening bracket is dropped by CMake.
    const std::string first = text.starts_with('\n') ? "\n" : "";
    return "[" + equals + "[" + first + text + "]" + equals + "]";
}

std::string ctest_script(const MigrationSet& set, const CtestOptions& options) {
    std::string text;
    for (const auto& migration : set.migrations)
        text += add_cases(set.name + "." + migration.name(), {"--migration", migration.version},
                          options);
    return text + add_cases(set.name + ".chain", {"--chain"}, options);
}

}  // namespace migration

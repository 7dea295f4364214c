// The rules are those of Flyway 13.0, flyway-core: internal/configuration/ConfigUtils.java,
// internal/sqlscript/SqlScriptMetadata.java. Values of placeholders may also come from the program
// that calls Flyway, where nobody can look for them.

#include "set/flyway_settings.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "set/properties.hpp"
#include "set/toml.hpp"

namespace migration {
namespace {

struct UnfollowedSetting {
    std::string_view key;
    std::string_view usual;  // the value with which it changes nothing
    const char* rule;
    const char* hint;
};

constexpr const char* usual_names = "scripts have names such as V1__x.sql, U1__x.sql, R__x.sql";

constexpr UnfollowedSetting unfollowed[] = {
    {"flyway.sqlMigrationPrefix", "V", "file-names", usual_names},
    {"flyway.undoSqlMigrationPrefix", "U", "file-names", usual_names},
    {"flyway.repeatableSqlMigrationPrefix", "R", "file-names", usual_names},
    {"flyway.baselineMigrationPrefix", "B", "file-names", usual_names},
    {"flyway.sqlMigrationSeparator", "__", "file-names", usual_names},
    {"flyway.sqlMigrationSuffixes", ".sql", "file-names", usual_names},
    {"flyway.initSql", "", "tool-setting", ""},
    {"flyway.defaultSchema", "public", "tool-setting", ""},
    {"flyway.schemas", "public", "tool-setting", ""},
};

void report_unfollowed(const Property& property, const std::string& shown, Problems& problems) {
    const auto* row = std::find_if(std::begin(unfollowed), std::end(unfollowed),
                                   [&](const auto& each) { return each.key == property.key; });
    if (row == std::end(unfollowed) || property.value == row->usual || property.value.empty())
        return;
    problems.push_back({row->rule, shown, property.line,
                        "the tool does not follow this setting of Flyway: \"" +
                            one_line(property.key + "=" + property.value, 60) + "\"",
                        row->hint});
}

bool is_true(std::string_view value) {
    return to_lower(value) == "true";
}

void take(const Property& property, const std::string& shown, FlywaySettings& settings,
          Problems& problems) {
    constexpr std::string_view of_placeholders = "flyway.placeholders.";
    const auto& [key, value, line] = property;
    auto& placeholders = settings.placeholders;
    if (key.starts_with(of_placeholders) && value.find("${") == std::string::npos)
        placeholders.values[to_lower(key.substr(of_placeholders.size()))] = value;
    else if (key.starts_with(of_placeholders))
        problems.push_back({"tool-setting", shown, line,
                            "the tool does not put environment variables into settings: \"" +
                                one_line(key + "=" + value, 60) + "\"",
                            "write the value"});
    else if (key == "flyway.placeholderReplacement")
        placeholders.are_replaced = is_true(value);
    else if (key == "flyway.placeholderPrefix")
        placeholders.prefix = value;
    else if (key == "flyway.placeholderSuffix")
        placeholders.suffix = value;
    else if (key == "flyway.mixed")
        settings.mixed = is_true(value);
    else if (key == "flyway.executeInTransaction")
        settings.in_transaction = is_true(value);
    else
        report_unfollowed(property, shown, problems);
}

std::string text_of_value(const TomlValue& value) {
    if (const auto* text = value.text()) return *text;
    if (const auto* flag = value.flag()) return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value.value)) return std::to_string(*whole);
    std::vector<std::string> texts;
    if (const auto* array = value.array())
        for (const auto& element : *array) texts.push_back(text_of_value(element));
    return join(texts, ",");
}

// The keys of tables within tables, joined by points.
void flatten(const TomlTable& table, const std::string& prefix, std::vector<Property>& properties) {
    for (const auto& [key, value] : table) {
        if (const auto* inner = value.table())
            flatten(*inner, prefix + key + ".", properties);
        else
            properties.push_back({prefix + key, text_of_value(value), value.line});
    }
}

std::vector<Property> properties_of(const std::filesystem::path& file, Problems& problems) {
    const std::string text = read_source(file, problems);
    if (file.extension() != ".toml") return parse_properties(text);
    std::vector<Property> properties;
    flatten(parse_toml(text, file.string(), problems), "", properties);
    return properties;
}

}  // namespace

std::vector<std::filesystem::path> flyway_settings_files(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> files;
    if (directory.empty()) return files;
    for (const auto& folder : {(directory / ".." / ".").lexically_normal(), directory})
        for (const char* name : {"flyway.conf", "flyway.toml"})
            if (std::filesystem::is_regular_file(folder / name)) files.push_back(folder / name);
    return files;
}

FlywaySettings read_flyway_settings(const std::filesystem::path& directory, Problems& problems) {
    FlywaySettings settings;
    for (const auto& file : flyway_settings_files(directory))
        for (const auto& property : properties_of(file, problems))
            take(property, file.string(), settings, problems);
    return settings;
}

std::optional<std::filesystem::path> flyway_script_settings_file(const std::string& script) {
    const std::filesystem::path file = script + ".conf";
    if (!std::filesystem::is_regular_file(file)) return std::nullopt;
    return file;
}

FlywayScriptSettings read_flyway_script_settings(const std::string& script, Problems& problems) {
    FlywayScriptSettings settings;
    const auto file = flyway_script_settings_file(script);
    if (!file) return settings;
    // What stops the script is reported of the script.
    const auto report = [&](const Property& property, const std::string& message,
                            const std::string& hint) {
        problems.push_back({"script-setting", script, 0,
                            message + " in line " + std::to_string(property.line) + " of \"" +
                                file->filename().string() + "\": \"" +
                                one_line(property.key + "=" + property.value, 60) + "\"",
                            hint});
    };
    for (const auto& property : properties_of(*file, problems)) {
        const auto& [key, value, line] = property;
        if (key == "executeInTransaction")
            settings.in_transaction = is_true(value);
        else if (key == "placeholderReplacement")
            settings.are_placeholders_replaced = is_true(value);
        else if (key == "shouldExecute" && !is_true(value))
            report(property, "the tool does not evaluate this setting",
                   "Flyway skips the script where the value is false");
        else if (key == "encoding" && to_lower(value) != "utf-8" && to_lower(value) != "utf8")
            report(property, "the tool reads UTF-8 alone", "save the script as UTF-8");
        else if (key != "shouldExecute" && key != "encoding")
            report(property, "Flyway does not know this setting",
                   "settings are executeInTransaction, placeholderReplacement, shouldExecute and "
                   "encoding");
    }
    return settings;
}

}  // namespace migration

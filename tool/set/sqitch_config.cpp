#include "set/sqitch_config.hpp"

#include <filesystem>
#include <map>

#include "base/text.hpp"

namespace migration {
namespace {

struct ConfigValue {
    std::string text;
    int line = 0;
};
// By "core.top_dir" and "engine.pg.top_dir".
using ConfigValues = std::map<std::string, ConfigValue>;

// Without quotes, and without a comment outside of them.
std::string config_value(std::string_view text) {
    std::string value;
    bool is_quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"')
            is_quoted = !is_quoted;
        else if (c == '\\' && at + 1 < text.size())
            value += text[++at];
        else if (!is_quoted && (c == '#' || c == ';'))
            break;
        else
            value += c;
    }
    return std::string(trim(value));
}

// [engine "pg"] → "engine.pg."
std::string config_section(std::string_view line) {
    const auto inside = line.substr(1, line.find(']') - 1);
    const auto quote = inside.find('"');
    std::string name = to_lower(trim(inside.substr(0, quote))) + ".";
    if (quote == std::string_view::npos) return name;
    const auto subsection = inside.substr(quote + 1);
    return name.append(subsection.substr(0, subsection.rfind('"'))).append(".");
}

ConfigValues config_values(std::string_view text) {
    ConfigValues values;
    std::string section;
    int number = 0;
    for (const auto& [content, end] : lines_of(text)) {
        ++number;
        const auto line = trim(content);
        if (line.starts_with('[')) section = config_section(line);
        const auto equals = line.find('=');
        if (line.empty() || line.find_first_of("[#;") == 0 || equals == std::string_view::npos)
            continue;
        values[section + to_lower(trim(line.substr(0, equals)))] = {
            config_value(line.substr(equals + 1)), number};
    }
    return values;
}

std::string inside(const std::string& folder, const std::string& name) {
    return (std::filesystem::path(folder) / name).lexically_normal().generic_string();
}

}  // namespace

SqitchConfig read_sqitch_config(std::string_view text, const std::string& shown,
                                Problems& problems) {
    const ConfigValues values = config_values(text);
    const auto value = [&](const std::string& key) -> std::string {
        for (const char* section : {"engine.pg.", "core."})
            if (const auto found = values.find(section + key); found != values.end())
                return found->second.text;
        return "";
    };
    const auto or_else = [](std::string first, std::string second) {
        return first.empty() ? std::move(second) : std::move(first);
    };
    if (const auto engine = values.find("core.engine");
        engine != values.end() && engine->second.text != "pg")
        problems.push_back({"other-database", shown, engine->second.line,
                            "Sqitch deploys the project to another kind of database: \"" +
                                engine->second.text + "\"",
                            ""});
    const std::string top = value("top_dir"), reworked = or_else(value("reworked_dir"), top);
    const auto current_folder = [&](const std::string& script) {
        return inside("", or_else(value(script + "_dir"), inside(top, script)));
    };
    const auto reworked_folder = [&](const std::string& script) {
        const std::string own = value("reworked_" + script + "_dir");
        return own.empty() ? inside(reworked, or_else(value(script + "_dir"), script))
                           : inside("", own);
    };
    return {inside("", or_else(value("plan_file"), inside(top, "sqitch.plan"))),
            {current_folder("deploy"), current_folder("revert"), current_folder("verify")},
            {reworked_folder("deploy"), reworked_folder("revert"), reworked_folder("verify")},
            or_else(value("extension"), "sql")};
}

}  // namespace migration

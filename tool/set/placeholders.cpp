// The rules are those of Flyway 13.0, flyway-core, internal/parser/PlaceholderReplacingReader.java.

#include "set/placeholders.hpp"

#include "base/text.hpp"

namespace migration {
namespace {

Problem without_value(const SourceFile& file, std::size_t at, const std::string& name,
                      const Placeholders& placeholders) {
    const std::string use =
        "\"" + one_line(placeholders.prefix + name + placeholders.suffix, 60) + "\"";
    const int line = line_at(file.text, at);
    if (name.starts_with("flyway:"))
        return {"placeholder", file.shown, line,
                "the tool does not know the value of this placeholder of Flyway's own: " + use,
                "write the value into the script"};
    return {"placeholder", file.shown, line, "a placeholder without a value: " + use,
            "give it one in a flyway.conf beside the scripts or in the folder above: "
            "flyway.placeholders." +
                one_line(name, 60) + "=VALUE"};
}

// How many bytes are read to tell whether the prefix stands there. Where it does not, they are text
// without another look: behind "$$" there is no "${" of which the second "$" would be a part.
std::size_t looked_at(std::string_view text, std::string_view prefix) {
    std::size_t read = 0;
    do ++read;
    while (read < prefix.size() && read < text.size() &&
           text.substr(0, read) == prefix.substr(0, read));
    return read;
}

}  // namespace

std::optional<std::string> replace_placeholders(const SourceFile& file,
                                                const Placeholders& placeholders,
                                                Problems& problems) {
    const auto& [are_replaced, prefix, suffix, values] = placeholders;
    if (!are_replaced || prefix.empty() || suffix.empty()) return file.text;
    const std::string_view text = file.text;
    std::string replaced;
    bool is_whole = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto read = looked_at(text.substr(at), prefix);
        if (text.substr(at, read) != prefix) {
            replaced += text.substr(at, read);
            at += read;
            continue;
        }
        const auto end = std::min(text.find(suffix, at + prefix.size()), text.size());
        const std::string name(text.substr(at + prefix.size(), end - at - prefix.size()));
        if (const auto value = values.find(to_lower(name)); value != values.end()) {
            replaced += value->second;
        } else {
            problems.push_back(without_value(file, at, name, placeholders));
            is_whole = false;
        }
        at = std::min(end + suffix.size(), text.size());
    }
    if (!is_whole) return std::nullopt;
    return replaced;
}

}  // namespace migration

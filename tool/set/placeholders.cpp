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

class Replacing {
public:
    explicit Replacing(std::string_view text) : text_(text) {}

    void keep(std::string_view piece) { result_.text += piece; }

    // A value or a name of several lines.
    void put(const std::string& value, std::size_t from, std::size_t to) {
        const bool changes_lines =
            line_ends_in(value) + line_ends_in(text_.substr(from, to - from)) > 0;
        if (changes_lines) mark(from, true);
        result_.text += value;
        if (changes_lines) mark(to, false);
    }

    ReplacedText take() { return std::move(result_); }

private:
    void mark(std::size_t at, bool is_one_line) {
        auto& origins = result_.origins;
        if (origins.empty()) origins.push_back({0, 1});
        origins.push_back({result_.text.size(), line_at(text_, at), "", 0, is_one_line});
    }

    std::string_view text_;
    ReplacedText result_;
};

}  // namespace

std::optional<ReplacedText> replace_placeholders(const SourceFile& file,
                                                 const Placeholders& placeholders,
                                                 Problems& problems) {
    const auto& [are_replaced, prefix, suffix, values] = placeholders;
    if (!are_replaced || prefix.empty() || suffix.empty()) return ReplacedText{file.text, {}};
    const std::string_view text = file.text;
    Replacing replacing(text);
    bool is_whole = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto read = looked_at(text.substr(at), prefix);
        if (text.substr(at, read) != prefix) {
            replacing.keep(text.substr(at, read));
            at += read;
            continue;
        }
        const auto end = std::min(text.find(suffix, at + prefix.size()), text.size());
        const auto behind = std::min(end + suffix.size(), text.size());
        const std::string name(text.substr(at + prefix.size(), end - at - prefix.size()));
        if (const auto value = values.find(to_lower(name)); value != values.end()) {
            replacing.put(value->second, at, behind);
        } else {
            problems.push_back(without_value(file, at, name, placeholders));
            is_whole = false;
        }
        at = behind;
    }
    if (!is_whole) return std::nullopt;
    return replacing.take();
}

}  // namespace migration

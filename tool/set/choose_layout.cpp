#include "set/choose_layout.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

const Layout& named_layout(const std::string& name) {
    std::vector<std::string> names;
    for (const auto& layout : layouts()) {
        if (layout.name == name) return layout;
        names.emplace_back(layout.name);
    }
    const auto guess = nearest(name, names);
    throw Error(ErrorKind::usage, "unknown layout: \"" + name + "\"",
                guess ? "did you mean \"" + *guess + "\"?" : "layouts are " + join(names, ", "));
}

}  // namespace

const Layout& choose_layout(const std::string& name, const SourceFiles& sources) {
    if (!name.empty()) return named_layout(name);
    const Layout* chosen = nullptr;
    const SourceFile* witness = nullptr;
    for (const auto& layout : layouts()) {
        for (const auto& file : sources.files) {
            if (!layout.claims(file.path, file.text)) continue;
            if (chosen != nullptr)
                throw Error(
                    ErrorKind::usage,
                    "files of two layouts in one directory: \"" + witness->shown + "\" is " +
                        std::string(chosen->name) + ", \"" + file.shown + "\" is " +
                        std::string(layout.name),
                    "name the layout with LAYOUT or --layout, or move one of them elsewhere");
            chosen = &layout;
            witness = &file;
            break;
        }
    }
    return chosen != nullptr ? *chosen : rollback_suffix_layout;
}

}  // namespace migration

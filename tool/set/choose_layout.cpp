#include "set/choose_layout.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

const Layout& named_layout(const std::string& name) {
    const auto found = std::find_if(layouts().begin(), layouts().end(),
                                    [&](const auto* layout) { return layout->name == name; });
    if (found != layouts().end()) return **found;
    const auto names = layout_names();
    const auto guess = nearest(name, names);
    throw Error(ErrorKind::usage, "unknown layout: \"" + name + "\"",
                guess ? "did you mean \"" + *guess + "\"?" : "layouts are " + join(names, ", "));
}

// The one layout that claims the set; null where none does.
const Layout* claiming_layout(const SourceFiles& sources, bool by_neighbours) {
    const Layout* chosen = nullptr;
    std::string witness;
    for (const auto* layout : layouts()) {
        if (layout->goes_by_neighbours != by_neighbours) continue;
        const auto file = layout->claims(sources);
        if (!file) continue;
        if (chosen != nullptr)
            throw Error(ErrorKind::usage,
                        "files of two layouts in one directory: \"" + witness + "\" is " +
                            std::string(chosen->name) + ", \"" + *file + "\" is " +
                            std::string(layout->name),
                        "name the layout with LAYOUT or --layout, or move one of them elsewhere");
        chosen = layout;
        witness = *file;
    }
    return chosen;
}

}  // namespace

const Layout& choose_layout(const std::string& name, const SourceFiles& sources) {
    if (!name.empty()) return named_layout(name);
    for (const bool by_neighbours : {false, true})
        if (const Layout* layout = claiming_layout(sources, by_neighbours)) return *layout;
    return plain_layout();
}

}  // namespace migration

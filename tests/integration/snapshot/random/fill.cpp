#include "snapshot/random/fill.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

#include "snapshot/random/picks.hpp"

namespace migration {
namespace {

// Offset behind the brace that closes the one before `from`.
std::size_t behind_gap(std::string_view text, std::size_t from) {
    for (int depth = 1; from < text.size(); ++from) {
        if (text[from] == '{') ++depth;
        if (text[from] == '}' && --depth == 0) return from + 1;
    }
    throw std::logic_error("unclosed gap in \"" + std::string(text) + "\"");
}

// The texts between the bars that stand in no inner gap.
std::vector<std::string_view> branches(std::string_view inside) {
    std::vector<std::string_view> found;
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] == '{') ++depth;
        if (inside[i] == '}') --depth;
        if (inside[i] == '|' && depth == 0)
            found.push_back(inside.substr(std::exchange(start, i + 1), i - start));
    }
    found.push_back(inside.substr(start));
    return found;
}

}  // namespace

std::optional<std::string> Filler::fill(std::string_view text) {
    std::string filled;
    for (;;) {
        const auto open = text.find('{');
        filled.append(text.substr(0, open));
        if (open == std::string_view::npos) return filled;
        const auto end = behind_gap(text, open + 1);
        const auto value = fill_gap(text.substr(open + 1, end - open - 2));
        if (!value) return std::nullopt;
        filled += *value;
        text.remove_prefix(end);
    }
}

std::optional<std::string> Filler::fill_gap(std::string_view inside) {
    const auto texts = branches(inside);
    if (texts.size() > 1) return fill(dice_.any_of(texts));
    if (inside.starts_with('!'))
        return fill_word(inside.substr(1)) ? std::optional(std::string()) : std::nullopt;
    return fill_word(inside);
}

std::optional<std::string> Filler::fill_word(std::string_view word) {
    if (word.starts_with('=')) {
        word.remove_prefix(1);
        const auto found = last_.find(word);
        if (found == last_.end())
            throw std::logic_error("nothing picked yet for \"" + std::string(word) + "\"");
        return remember(word, found->second);
    }
    if (auto value = made_up(word, dice_)) return remember(word, std::move(*value));
    const Pick* pick = find_pick(word);
    if (pick == nullptr) throw std::logic_error("unknown gap \"" + std::string(word) + "\"");
    auto value = choose(*pick, scope_, session_, dice_);
    if (!value) return std::nullopt;
    return remember(word, std::move(*value));
}

std::string Filler::remember(std::string_view word, std::string value) {
    const Pick* pick = find_pick(word);
    if (pick != nullptr && pick->has_parts) scope_ = value;
    last_.insert_or_assign(std::string(word), value);
    return value;
}

}  // namespace migration

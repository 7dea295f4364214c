#include "set/liquibase_properties.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

bool may_be_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return is_word_byte(c) || c == '.' || c == '-';
    });
}

}  // namespace

void LiquibaseProperties::set(const std::string& name, const std::string& value) {
    global_.emplace(to_lower(name), value);
}

void LiquibaseProperties::set_local(const std::string& name, const std::string& value) {
    local_[to_lower(name)] = value;
}

const std::string* LiquibaseProperties::find(const std::string& name) const {
    for (const auto* properties : {&global_, &local_})
        if (const auto found = properties->find(name); found != properties->end())
            return &found->second;
    return nullptr;
}

std::string LiquibaseProperties::expand(std::string_view text,
                                        std::vector<std::string>& unknown) const {
    int left = 10'000;
    return expand(text, unknown, 0, left);
}

// A value may name others, or itself: `left` is how many more may be put in.
std::string LiquibaseProperties::expand(std::string_view text, std::vector<std::string>& unknown,
                                        int depth, int& left) const {
    constexpr int deepest = 10;
    std::string expanded;
    for (;;) {
        const auto open = text.find("${");
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) return expanded.append(text);
        const std::string name(trim(text.substr(open + 2, close - open - 2)));
        const std::string* value = find(to_lower(name));
        expanded.append(text.substr(0, open));
        if (value != nullptr && depth < deepest && left-- > 0) {
            expanded += expand(*value, unknown, depth + 1, left);
        } else {
            if (may_be_name(name)) unknown.push_back(name);
            expanded.append(text.substr(open, close + 1 - open));
        }
        text = text.substr(close + 1);
    }
}

}  // namespace migration

#include "adopt/identity.hpp"

#include <algorithm>

#include "adopt/recorded_checksum.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

using Keys = std::vector<std::string>;

bool is_digit_of_key(char c) {
    return c >= '0' && c <= '9';
}

std::string without_leading_zeros(std::string_view digits) {
    const auto first = digits.find_first_not_of('0');
    return std::string(first == std::string_view::npos ? "0" : digits.substr(first));
}

// "001.20.0" is "1.20": groups of zeros at the end say nothing. What has no digits stays as it is.
std::string number_key(std::string_view version) {
    std::vector<std::string> groups;
    for (std::size_t at = 0; at < version.size();) {
        std::size_t end = at;
        while (end < version.size() && is_digit_of_key(version[end])) ++end;
        const bool parts = end == at && (version[at] == '.' || version[at] == '_');
        if (end == at && !parts) return std::string(version);
        if (end > at) groups.push_back(without_leading_zeros(version.substr(at, end - at)));
        at = std::max(end, at + 1);
    }
    while (groups.size() > 1 && groups.back() == "0") groups.pop_back();
    return join(groups, ".");
}

Keys number_of_record(std::string_view recorded) {
    return {number_key(recorded)};
}

Keys number_of_migration(const Migration& migration) {
    return {number_key(migration.version)};
}

Keys text_of_record(std::string_view recorded) {
    return {std::string(recorded)};
}

Keys text_of_migration(const Migration& migration) {
    return {migration.version};
}

std::string without_dashes(std::string_view text) {
    std::string rest(text);
    std::erase(rest, '-');
    return rest;
}

Keys dashless_record(std::string_view recorded) {
    return {without_dashes(recorded)};
}

Keys dashless_migration(const Migration& migration) {
    return {without_dashes(migration.version)};
}

std::string_view without_sql(std::string_view name) {
    return name.ends_with(".sql") ? name.substr(0, name.size() - 4) : name;
}

std::string_view last_part(std::string_view path) {
    return path.substr(path.find_last_of('/') + 1);
}

Keys name_of_record(std::string_view recorded) {
    return {std::string(without_sql(recorded))};
}

Keys name_of_migration(const Migration& migration) {
    const std::string_view file = migration.up.file;
    Keys keys{std::string(without_sql(last_part(file))), migration.name(), migration.version};
    if (const auto slash = file.find_last_of('/'); slash != std::string_view::npos)
        keys.emplace_back(last_part(file.substr(0, slash)));
    return keys;
}

// A version begins with a digit, the name of a repeatable script never does.
Keys number_or_name_of_record(std::string_view recorded) {
    if (!recorded.empty() && is_digit_of_key(recorded.front())) return number_of_record(recorded);
    return {std::string(without_sql(last_part(recorded)))};
}

Keys number_or_name_of_migration(const Migration& migration) {
    const auto name = without_sql(last_part(migration.up.file));
    if (name.starts_with("R__")) return {std::string(name)};
    return number_of_migration(migration);
}

Keys change_of_migration(const Migration& migration) {
    return {migration.version.substr(0, migration.version.find('@'))};
}

Keys hash_of_migration(const Migration& migration) {
    Keys keys;
    for (const auto& text : possible_files(migration.up.text_of_file()))
        keys.push_back(sha256_hex(text));
    return keys;
}

// The path's own key begins with "=", those of its ends with "~".
struct ChangesetKeys {
    std::string whole;
    Keys ends;
};

ChangesetKeys changeset_keys(std::string_view name) {
    const auto author = name.rfind("::");
    const auto id = author == std::string_view::npos ? author : name.rfind("::", author - 1);
    if (id == std::string_view::npos) return {std::string(name), {}};
    std::string_view path = name.substr(0, id);
    if (path.starts_with("classpath:")) path.remove_prefix(std::string_view("classpath:").size());
    while (path.starts_with('/')) path.remove_prefix(1);
    const std::string rest(name.substr(id));
    ChangesetKeys keys{std::string(path) + rest, {}};
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        path.remove_prefix(slash + 1);
        keys.ends.push_back(std::string(path) + rest);
    }
    return keys;
}

Keys changeset_of_record(std::string_view recorded) {
    const auto keys = changeset_keys(recorded);
    Keys all{"=" + keys.whole, "~" + keys.whole};
    for (const auto& end : keys.ends) all.push_back("=" + end);
    return all;
}

Keys changeset_of_migration(const Migration& migration) {
    const auto keys = changeset_keys(migration.version);
    Keys all{"=" + keys.whole};
    for (const auto& end : keys.ends) all.push_back("~" + end);
    return all;
}

}  // namespace

const Identity by_number{number_of_record, number_of_migration};
const Identity by_text{text_of_record, text_of_migration};
const Identity by_dashless_text{dashless_record, dashless_migration};
const Identity by_name{name_of_record, name_of_migration};
const Identity by_number_or_name{number_or_name_of_record, number_or_name_of_migration};
const Identity by_change{text_of_record, change_of_migration, true};
const Identity by_hash{text_of_record, hash_of_migration, true, true};
const Identity by_changeset{changeset_of_record, changeset_of_migration};

}  // namespace migration

#include "set/migration.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view seed_prefix = "seeds.";

std::string_view without_zeros(std::string_view digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view("0") : digits.substr(first);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The next group of digits, or of anything else, taken from the front.
std::string_view take_group(std::string_view& version) {
    const bool digits = is_digit(version.front());
    std::size_t end = 0;
    while (end < version.size() && is_digit(version[end]) == digits) ++end;
    const auto group = version.substr(0, end);
    version.remove_prefix(end);
    return group;
}

int compare_groups(std::string_view a, std::string_view b) {
    if (is_digit(a.front()) && is_digit(b.front())) {
        a = without_zeros(a);
        b = without_zeros(b);
        if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    }
    return a.compare(b);
}

// The digits of a date-like version, padded to one length: "2017-08-31-230457" and "20140924113530"
// are dates with a different number of digits and dashes, and so is "2017-8-31", and what stands
// before the point of "20241108160105.2", and without the letter of "20140924113530a". Empty for
// what is no date.
std::string as_date(std::string_view version) {
    constexpr std::size_t shortest = 8, padded = 24;
    version = version.substr(0, version.find_last_of("0123456789") + 1);
    std::string digits;
    for (const auto group : split(version.substr(0, version.find('.')), '-')) {
        if (group.empty() || !std::all_of(group.begin(), group.end(), is_digit)) return "";
        if (!digits.empty() && group.size() == 1) digits += '0';
        digits += group;
    }
    const bool this_era = digits.starts_with("19") || digits.starts_with("20");
    if (digits.size() < shortest || digits.size() > padded || !this_era) return "";
    return digits.append(padded - digits.size(), '0');
}

int compare_versions(std::string_view a, std::string_view b) {
    const bool seed_a = a.starts_with(seed_prefix);
    const bool seed_b = b.starts_with(seed_prefix);
    if (seed_a != seed_b) return seed_a ? 1 : -1;
    const std::string date_a = as_date(a), date_b = as_date(b);
    if (date_a.empty() != date_b.empty())
        return date_a.empty() ? -1 : 1;  // numbers come before dates
    if (!date_a.empty())
        if (const int order = date_a.compare(date_b); order != 0) return order;
    while (!a.empty() && !b.empty())
        if (const int order = compare_groups(take_group(a), take_group(b)); order != 0)
            return order;
    return a.empty() == b.empty() ? 0 : a.empty() ? -1 : 1;
}

}  // namespace

bool version_less(std::string_view a, std::string_view b) {
    return compare_versions(a, b) < 0;
}

bool same_version(std::string_view a, std::string_view b) {
    return compare_versions(a, b) == 0;
}

std::string migration_name(const std::string& version, const std::string& slug) {
    return slug.empty() ? version : version + "_" + slug;
}

std::string Script::exact_checksum() const {
    return text.find('\r') == std::string::npos ? checksum : sha256_hex(text);
}

std::string Migration::digest() const {
    Sha256 hash;
    hash.field(version).field(slug).field(up.exact_checksum());
    hash.field(down ? down->exact_checksum() : "-").field(verify ? verify->exact_checksum() : "-");
    // What no text says: a layout may keep it beside the scripts.
    hash.field(up.transactional ? "transaction" : "none")
        .field(!down || down->transactional ? "transaction" : "none")
        .field(up.annotations.irreversible.value_or("-"));
    for (const auto* script : {&up, down ? &*down : &up})
        hash.field(script->annotations.lock_timeout.value_or("-"))
            .field(script->annotations.statement_timeout.value_or("-"));
    if (verify && verify->verify_rule == VerifyRule::errors) hash.field("verify by errors");
    return "sha256:" + hash.hex();
}

SourcePlace Origin::place(int lines) const {
    if (is_one_line) lines = 0;
    if (included.empty()) return {line + lines, ""};
    return {line, included + ":" + std::to_string(included_line + lines)};
}

SourcePlace Script::place(const Statement& statement, std::size_t at) const {
    const std::size_t offset = statement.offset + at;
    const auto next =
        std::upper_bound(origins.begin(), origins.end(), offset,
                         [](std::size_t wanted, const auto& each) { return wanted < each.offset; });
    if (next == origins.begin()) return {statement.line + line_at(sql(statement), at) - 1, ""};
    const Origin& origin = *(next - 1);
    return origin.place(
        line_at(std::string_view(text).substr(origin.offset), offset - origin.offset) - 1);
}

std::string MigrationSet::digest() const {
    Sha256 hash;
    hash.field(name).field(layout).field(ledger.schema).field(ledger.table);
    hash.field(std::to_string(static_cast<int>(idempotence)))
        .field(std::to_string(static_cast<int>(column_order)))
        .field(std::to_string(static_cast<int>(sequences)));
    hash.field(prerequisites ? prerequisites->exact_checksum() : "-");
    for (const auto& waiver : waivers)
        hash.field(waiver.migration).field(waiver.check).field(waiver.kind).field(waiver.object);
    hash.field(known_digest).field(std::to_string(static_cast<int>(drift.grade)));
    for (const auto& accepted : drift.accepted) hash.field(accepted.object);
    for (const auto& store : stores) hash.field(store);
    for (const auto& migration : migrations) hash.field(migration.digest());
    return "sha256:" + hash.hex();
}

const Migration* MigrationSet::find(std::string_view version) const {
    const auto found = find_version(migrations, version);
    return found != migrations.end() ? &*found : nullptr;
}

std::optional<std::size_t> MigrationSet::position(std::string_view version) const {
    const Migration* migration = find(version);
    if (migration == nullptr) return std::nullopt;
    return static_cast<std::size_t>(migration - migrations.data());
}

std::string_view MigrationSet::store_of(std::string_view version) const {
    const auto point = version.find('.');
    const auto word = version.substr(0, point);
    const bool is_store = point != std::string_view::npos &&
                          std::find(stores.begin(), stores.end(), word) != stores.end();
    return is_store ? word : std::string_view();
}

bool MigrationSet::is_before(std::string_view a, std::string_view b) const {
    const auto of_a = position(a), of_b = position(b);
    if (of_a && of_b) return *of_a < *of_b;
    const auto place = [&](std::string_view version) {
        return std::find(stores.begin(), stores.end(), store_of(version));
    };
    return place(a) == place(b) ? version_less(a, b) : place(a) < place(b);
}

}  // namespace migration

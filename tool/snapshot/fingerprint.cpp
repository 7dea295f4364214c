#include "snapshot/fingerprint.hpp"

#include <fmt/format.h>

#include "base/digest.hpp"

namespace migration {
namespace {

using Words = std::array<std::uint64_t, 4>;

bool counts(Facet facet) {
    return facet == Facet::structure || facet == Facet::order || facet == Facet::comment;
}

Words words_of(const std::string& key, const std::string& definition) {
    const std::string hex = Sha256().field(key).field(definition).hex();
    Words words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = std::stoull(hex.substr(i * 16, 16), nullptr, 16);
    return words;
}

}  // namespace

Fingerprint::Fingerprint(const Snapshot& snapshot) {
    for (const auto& [key, entry] : snapshot)
        if (counts(entry.facet)) add(key.text(), entry.definition);
}

// Words stand with the most significant first.
void Fingerprint::add(const std::string& key, const std::string& definition) {
    const Words words = words_of(key, definition);
    std::uint64_t carry = 0;
    for (std::size_t i = words.size(); i-- > 0;) {
        const std::uint64_t sum = sum_[i] + words[i] + carry;
        carry = sum < words[i] || (carry == 1 && sum == words[i]) ? 1 : 0;
        sum_[i] = sum;
    }
}

void Fingerprint::take(const std::string& key, const std::string& definition) {
    const Words words = words_of(key, definition);
    std::uint64_t borrow = 0;
    for (std::size_t i = words.size(); i-- > 0;) {
        const std::uint64_t before = sum_[i];
        sum_[i] = before - words[i] - borrow;
        borrow = before < words[i] || (borrow == 1 && before == words[i]) ? 1 : 0;
    }
}

void Fingerprint::apply(const Changes& changes) {
    for (const auto& change : changes) {
        if (!counts(change.facet)) continue;
        if (change.before) take(change.key.text(), *change.before);
        if (change.after) add(change.key.text(), *change.after);
    }
}

std::string Fingerprint::text() const {
    return fmt::format("sha256:{:016x}{:016x}{:016x}{:016x}", sum_[0], sum_[1], sum_[2], sum_[3]);
}

}  // namespace migration

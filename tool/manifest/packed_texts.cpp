#include "manifest/packed_texts.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace migration {
namespace {

constexpr std::size_t chunk = 1U << 20U;

}  // namespace

TextPlace TextPacker::add(std::string_view text) {
    const TextPlace place{all_.size(), text.size()};
    all_ += text;
    return place;
}

// Seven numbers a line; a large script has hundreds of thousands of statements.
TextPlace TextPacker::add(const std::vector<Statement>& statements) {
    const std::size_t begin = all_.size();
    for (const auto& statement : statements)
        all_ += std::to_string(statement.offset) + " " + std::to_string(statement.length) + " " +
                std::to_string(statement.line) + " " +
                std::to_string(static_cast<int>(statement.kind)) + " " +
                std::to_string(static_cast<int>(statement.left_out)) + " " +
                std::to_string(statement.data_offset) + " " +
                std::to_string(statement.data_length) + "\n";
    return {begin, all_.size() - begin};
}

std::string_view PackedTexts::at(TextPlace place) const {
    if (place.first > all_.size() || place.second > all_.size() - place.first)
        throw std::out_of_range("no such text");
    return all_.substr(place.first, place.second);
}

void PackedTexts::give_back(std::string_view part) const {
    if (!in_program_) return;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto past_page = reinterpret_cast<std::uintptr_t>(part.data()) % page;
    const std::size_t begin = past_page == 0 ? 0 : page - past_page;
    if (part.size() < begin + page) return;
    // Pages of the program's file: whoever reads them again gets them again.
    ::madvise(const_cast<char*>(part.data()) + begin, (part.size() - begin) / page * page,
              MADV_DONTNEED);
}

std::string PackedTexts::text(TextPlace place) const {
    const std::string_view source = at(place);
    std::string text;
    text.reserve(source.size());
    for (std::size_t done = 0; done < source.size(); done += chunk) {
        const auto part = source.substr(done, chunk);
        text += part;
        give_back(part);
    }
    return text;
}

std::vector<Statement> PackedTexts::statements(TextPlace place) const {
    const std::string_view source = at(place);
    std::vector<Statement> statements;
    statements.reserve(static_cast<std::size_t>(std::count(source.begin(), source.end(), '\n')));
    const char* at = source.data();
    const char* const end = at + source.size();
    while (at < end) {
        std::array<std::size_t, 7> numbers{};
        for (auto& number : numbers) {
            const auto [next, failure] = std::from_chars(at, end, number);
            if (failure != std::errc() || next == end) throw std::out_of_range("not a statement");
            at = next + 1;
        }
        statements.push_back({numbers[0], numbers[1], numbers[5], numbers[6],
                              static_cast<int>(numbers[2]), static_cast<StatementKind>(numbers[3]),
                              numbers[4] != 0});
    }
    give_back(source);
    return statements;
}

}  // namespace migration

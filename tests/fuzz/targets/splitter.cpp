#include "base/text.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "sql/split.hpp"

namespace migration::fuzz {
namespace {

void require_positions(std::string_view text, const SplitScript& split) {
    for (const auto& refused : split.refused)
        require(refused.offset <= text.size(), "what is refused stands in the text");
    if (split.unsplittable)
        require(split.unsplittable->offset <= text.size(), "what cannot be split is in the text");
    for (const auto& statement : split.statements)
        require(statement.line == line_at(text, statement.offset), "a statement has its line");
    for (const auto& index : split.concurrent_indexes)
        require(index.statement >= 1 &&
                    static_cast<std::size_t>(index.statement) <= split.statements.size(),
                "an index has its statement");
}

// A statement by itself is one statement. COPY takes what stands behind it for its data.
void require_same_alone(std::string_view text, const SplitScript& split) {
    if (!split.refused.empty()) return;  // then the scanner alone has split the text
    for (const auto& statement : split.statements) {
        const auto sql = text.substr(statement.offset, statement.length);
        const auto alone = split_script(sql, {});
        require(!alone.unsplittable && alone.statements.size() == 1,
                "a statement is one statement: " + std::string(sql));
        require(alone.statements.front().offset == 0 &&
                    alone.statements.front().length == statement.length,
                "a statement is all of itself: " + std::string(sql));
    }
}

}  // namespace

void fuzz_splitter(std::string_view input) {
    const auto text = readable_part(input);
    const auto split = split_script(text, {});
    require_positions(text, split);
    if (split.unsplittable) return require_order(text, split.statements);
    require_whole(text, split.statements);
    require_same_alone(text, split);
}

}  // namespace migration::fuzz

#include "sql/split.hpp"

#include <pg_query.h>

#include <algorithm>

#include "base/text.hpp"
#include "sql/classify.hpp"
#include "sql/comments.hpp"

namespace migration {
namespace {

struct Piece {
    std::size_t offset;
    std::size_t length;
};

struct Pieces {
    std::vector<Piece> pieces;
    std::optional<SqlProblem> problem;
};

Pieces take(PgQuerySplitResult result, const std::string& text) {
    Pieces taken;
    if (result.error != nullptr) {
        const auto position = static_cast<std::size_t>(std::max(result.error->cursorpos, 1));
        taken.problem = SqlProblem{offset_of_character(text, position), result.error->message};
        result.n_stmts = 0;  // the library counts statements that it has not made
    }
    for (int i = 0; i < result.n_stmts; ++i)
        taken.pieces.push_back({static_cast<std::size_t>(result.stmts[i]->stmt_location),
                                static_cast<std::size_t>(result.stmts[i]->stmt_len)});
    pg_query_free_split_result(result);
    return taken;
}

// The scanner ends statements at every semicolon; the body of BEGIN ATOMIC … END has its own.
void join_atomic_bodies(std::vector<Piece>& pieces, const std::string& text) {
    std::vector<Piece> joined;
    bool inside = false;
    for (const auto& piece : pieces) {
        const std::string_view sql(text.data() + piece.offset, piece.length);
        if (inside) {
            joined.back().length = piece.offset + piece.length - joined.back().offset;
            inside = to_lower(trim(sql)) != "end";
        } else {
            joined.push_back(piece);
            const std::string lowered = to_lower(sql);
            inside = contains_word(lowered, "atomic") && contains_word(lowered, "create");
        }
    }
    pieces = std::move(joined);
}

bool is_blank(std::string_view text) {
    for (;;) {
        text.remove_prefix(leading_blank(text));
        if (text.empty()) return true;
        if (text.front() != ';') return false;
        text.remove_prefix(1);
    }
}

// True when nothing but white space, comments and semicolons stands outside the pieces.
bool covers(const std::vector<Piece>& pieces, std::string_view text) {
    std::size_t done = 0;
    for (const auto& piece : pieces) {
        if (!is_blank(text.substr(done, piece.offset - done))) return false;
        done = piece.offset + piece.length;
    }
    return is_blank(text.substr(done));
}

// By the parser where it understands everything, else by the scanner. That one drops text with unbalanced
// parentheses in silence: then what the parser said counts.
Pieces split_pieces(const std::string& text) {
    Pieces parsed = take(pg_query_split_with_parser(text.c_str()), text);
    if (!parsed.problem) return parsed;
    Pieces scanned = take(pg_query_split_with_scanner(text.c_str()), text);
    if (scanned.problem) return scanned;
    join_atomic_bodies(scanned.pieces, text);
    if (!covers(scanned.pieces, text)) scanned.problem = parsed.problem;
    return scanned;
}

// One run over a script: text is consumed from the front, a stretch without COPY data at a time.
class Splitter {
public:
    Splitter(std::string_view text, const LedgerName& ledger) : text_(text), ledger_(ledger) {}

    SplitScript run() {
        while (position_ < text_.size() && !result_.unsplittable)
            if (!split_through_copy()) split_stretch(text_.size());
        return std::move(result_);
    }

private:
    // Consumes up to the end of the next COPY … FROM stdin and its data; false when there is none ahead.
    // Data may hold anything, so the scanner must never see it: the text is cut at each `;` + line end
    // that a terminator line `\.` follows, until what stands before the cut ends in such a COPY.
    bool split_through_copy() {
        std::size_t from = position_;
        for (;;) {
            const auto terminator = find_terminator(from);
            if (terminator == std::string_view::npos) return split_through_open_copy(from);
            for (auto cut = text_.find(';', from); cut < terminator; cut = text_.find(';', cut + 1)) {
                if (!ends_line(cut) || !ends_in_copy(cut)) continue;
                take_copy(cut, terminator);
                position_ = std::min(text_.find('\n', terminator), text_.size());
                return true;
            }
            from = terminator + 2;
        }
    }

    // The same for data that end with the text, as psql reads them. A script without COPY has many cuts, so
    // they are looked at only where "copy" and "stdin" stand behind the cut before.
    bool split_through_open_copy(std::size_t from) {
        for (auto word = find_stdin(from); word != std::string_view::npos; word = find_stdin(word + 1)) {
            auto cut = text_.find(';', word);
            while (cut != std::string_view::npos && !ends_line(cut)) cut = text_.find(';', cut + 1);
            if (cut == std::string_view::npos) return false;
            const auto before = text_.rfind(";\n", word);
            const auto start = before == std::string_view::npos ? position_ : std::max(before, position_);
            if (!contains_word(text_.substr(start, word - start), "copy") || !ends_in_copy(cut)) continue;
            take_copy(cut, text_.size());
            position_ = text_.size();
            return true;
        }
        return false;
    }

    std::size_t find_stdin(std::size_t from) const {
        constexpr std::string_view word = "stdin";
        const auto same = [](char a, char b) { return (a | 0x20) == b; };
        const auto rest = text_.substr(from);
        const auto found = std::search(rest.begin(), rest.end(), word.begin(), word.end(), same);
        return found == rest.end() ? std::string_view::npos
                                   : from + static_cast<std::size_t>(found - rest.begin());
    }

    bool ends_line(std::size_t semicolon) const {
        const auto line_end = std::min(text_.find('\n', semicolon), text_.size());
        return trim(text_.substr(semicolon + 1, line_end - semicolon - 1)).empty();
    }

    // Takes the stretch that ends at the cut, a COPY's semicolon, and its data.
    void take_copy(std::size_t cut, std::size_t data_end) {
        split_stretch(cut + 1);
        auto& copy = result_.statements.back();
        copy.data_offset = std::min(text_.find('\n', cut), text_.size() - 1) + 1;
        copy.data_length = data_end - copy.data_offset;
    }

    std::size_t find_terminator(std::size_t from) const {
        for (auto at = text_.find("\\.", from); at != std::string_view::npos;
             at = text_.find("\\.", at + 1)) {
            const bool starts_line = at == 0 || text_[at - 1] == '\n';
            const auto end = std::min(text_.find('\n', at), text_.size());
            if (starts_line && trim(text_.substr(at + 2, end - at - 2)).empty()) return at;
        }
        return std::string_view::npos;
    }

    bool ends_in_copy(std::size_t cut) const {
        const std::string stretch(text_.substr(position_, cut + 1 - position_));
        const std::string lowered = to_lower(stretch);
        if (!contains_word(lowered, "copy") || !contains_word(lowered, "stdin")) return false;
        const Pieces pieces = split_pieces(stretch);
        if (pieces.problem || pieces.pieces.empty()) return false;
        const auto& last = pieces.pieces.back();
        if (last.offset + last.length != stretch.size() - 1) return false;
        return classify(stretch.substr(last.offset, last.length), ledger_).kind == StatementKind::copy_in;
    }

    void split_stretch(std::size_t end) {
        const std::string stretch(text_.substr(position_, end - position_));
        const Pieces pieces = split_pieces(stretch);
        if (pieces.problem)
            result_.unsplittable = SqlProblem{position_ + pieces.problem->offset, pieces.problem->message};
        for (const auto& piece : pieces.pieces) add(stretch, piece);
        position_ = end;
    }

    void add(const std::string& stretch, const Piece& piece) {
        const std::string_view whole(stretch.data() + piece.offset, piece.length);
        const std::size_t blank = leading_blank(whole);
        const std::string_view sql = trim(whole.substr(blank));
        if (sql.empty()) return;
        Statement statement;
        statement.offset = position_ + piece.offset + blank;
        statement.length = sql.size();
        line_ +=
            static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                        text_.begin() + static_cast<std::ptrdiff_t>(statement.offset), '\n'));
        counted_ = statement.offset;
        statement.line = line_;
        const Classified classified = classify(std::string(sql), ledger_);
        statement.kind = classified.kind;
        if (classified.problem)
            result_.refused.push_back(
                {statement.offset + classified.problem->offset, classified.problem->message});
        result_.statements.push_back(statement);
        if (!classified.concurrent_index) return;
        result_.concurrent_indexes.push_back(*classified.concurrent_index);
        result_.concurrent_indexes.back().statement = static_cast<int>(result_.statements.size());
    }

    std::string_view text_;
    const LedgerName& ledger_;
    std::size_t position_ = 0;
    std::size_t counted_ = 0;
    int line_ = 1;
    SplitScript result_;
};

}  // namespace

SplitScript split_script(std::string_view text, const LedgerName& ledger) {
    return Splitter(text, ledger).run();
}

}  // namespace migration

#include "sql/split.hpp"

#include <pg_query.h>

#include <algorithm>

#include "base/text.hpp"
#include "sql/classify.hpp"
#include "sql/comments.hpp"
#include "sql/copy_cuts.hpp"

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
        // PostgreSQL's scanner cuts "1é" in the middle of the letter.
        taken.problem =
            SqlProblem{offset_of_character(text, position), with_valid_utf8(result.error->message)};
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

// By the parser where it understands everything, else by the scanner. That one drops text with
// unbalanced parentheses in silence: then what the parser said counts.
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
    Splitter(std::string_view text, const LedgerName& ledger)
        : text_(text), ledger_(ledger), path_(usual_search_path(ledger)) {}

    SplitScript run() {
        while (position_ < text_.size() && !result_.unsplittable)
            if (!split_through_copy()) split_stretch(text_.size());
        return std::move(result_);
    }

private:
    // Consumes up to the end of the next COPY … FROM stdin and its data; false when there is none
    // ahead. Data may hold anything, so the scanner must never see it. A stretch that ends in a
    // statement with "stdin" in it that is no such COPY is consumed as well: each byte is split
    // once.
    bool split_through_copy() {
        const auto cut = find_copy_cut(text_, position_);
        if (cut == std::string_view::npos) return false;
        split_stretch(cut + 1);
        if (!ends_in_copy()) return true;
        // Data begin on the next line. What stands behind the COPY on its own line is run after it,
        // as psql does: it may be another COPY, whose data follow.
        const std::size_t line_stop = line_end(text_, cut);
        std::size_t data = take_data(next_line(text_, cut));
        while (position_ < line_stop && !result_.unsplittable) {
            const auto next = find_copy_cut(text_.substr(0, line_stop), position_);
            split_stretch(next == std::string_view::npos ? line_stop : next + 1);
            if (next != std::string_view::npos && ends_in_copy())
                data = take_data(next_line(text_, data));
        }
        if (!result_.unsplittable) position_ = data;
        return true;
    }

    bool ends_in_copy() const {
        return !result_.unsplittable && !result_.statements.empty() &&
               result_.statements.back().kind == StatementKind::copy_in &&
               result_.statements.back().data_offset == 0;
    }

    // Data of the last statement end at a line `\.`, or with the text, as psql reads them. The end
    // of that line.
    std::size_t take_data(std::size_t from) {
        auto& copy = result_.statements.back();
        copy.data_offset = from;
        const auto terminator = find_copy_end(text_, from);
        copy.data_length = terminator - from;
        return line_end(text_, terminator);
    }

    void split_stretch(std::size_t end) {
        const std::string stretch(text_.substr(position_, end - position_));
        const Pieces pieces = split_pieces(stretch);
        if (pieces.problem)
            result_.unsplittable =
                SqlProblem{position_ + pieces.problem->offset, pieces.problem->message};
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
        line_ += line_ends_in(text_.substr(counted_, statement.offset - counted_));
        counted_ = statement.offset;
        statement.line = line_;
        const Classified classified = classify(std::string(sql), ledger_, path_);
        follow_search_path(classified.kind, sql);
        statement.kind = classified.kind;
        if (classified.problem)
            result_.refused.push_back(
                {statement.offset + classified.problem->offset, classified.problem->message});
        result_.statements.push_back(statement);
        if (!classified.concurrent_index) return;
        result_.concurrent_indexes.push_back(*classified.concurrent_index);
        result_.concurrent_indexes.back().statement = static_cast<int>(result_.statements.size());
    }

    // The clause of a function sets nothing for the statements behind it.
    void follow_search_path(StatementKind kind, std::string_view sql) {
        const bool may_set = kind == StatementKind::setting || kind == StatementKind::query ||
                             to_lower(sql.substr(0, 2)) == "do" ||
                             to_lower(sql.substr(0, 7)) == "discard";
        if (!may_set) return;
        if (const auto path = search_path_behind(sql, ledger_)) path_ = *path;
    }

    std::string_view text_;
    const LedgerName& ledger_;
    SearchPath path_;
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

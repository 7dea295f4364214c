#include "set/sections.hpp"

#include "base/text.hpp"
#include "set/text_piece.hpp"

namespace migration {
namespace {

bool is_statement(std::string_view line) {
    line = trim(line);
    return !line.empty() && !line.starts_with("--");
}

class SectionCutter {
public:
    SectionCutter(const SourceFile& file, const SectionGrammar& grammar, Problems& problems)
        : file_(file),
          grammar_(grammar),
          problems_(problems),
          lines_(lines_of(file.text)),
          up_(lines_),
          down_(lines_) {}

    Sections run() {
        for (const auto& [content, end] : lines_) {
            ++number_;
            const auto mark = grammar_.mark(content);
            if (mark)
                take_mark(*mark);
            else
                take_line(content);
        }
        if (is_inside_) report(began_at_, "a statement block without its end", "");
        Sections sections;
        if (!has_up_) {
            report(0, "no up script in the file",
                   "write \"" + std::string(grammar_.up) + "\" above it");
            has_up_ = true;
        }
        sections.up = script(up_, up_without_);
        if (has_down_) sections.down = script(down_, down_without_);
        return sections;
    }

private:
    enum class Part { none, up, down };

    void report(int line, const std::string& message, const std::string& hint) {
        problems_.push_back({"section", file_.shown, line, message, hint});
    }

    std::string quoted(int line) const {
        return "\"" + one_line(lines_[static_cast<std::size_t>(line) - 1].content, 60) + "\"";
    }

    DraftScript script(TextPiece& piece, bool without) const {
        return {file_.path, file_.shown, piece.take(), without || both_without_};
    }

    void take_mark(const Mark& mark) {
        switch (mark.kind) {
            case MarkKind::up:
                return begin(Part::up, mark);
            case MarkKind::down:
                return begin(Part::down, mark);
            case MarkKind::begin_statement:
                if (is_inside_) report(number_, "a statement block inside another", "");
                if (part_ == Part::none)
                    report(number_, "a statement block above the first section", "");
                is_inside_ = true;
                began_at_ = number_;
                return;
            case MarkKind::end_statement:
                if (!is_inside_)
                    report(number_, "the end of a statement block without its start", "");
                is_inside_ = false;
                return;
            case MarkKind::no_transaction:
                both_without_ = true;
                return;
            case MarkKind::refused:
                return report(number_, mark.message + ": " + quoted(number_), mark.hint);
            case MarkKind::comment:
                return;
        }
    }

    void begin(Part part, const Mark& mark) {
        const bool is_up = part == Part::up;
        if (is_inside_) report(began_at_, "a statement block without its end", "");
        is_inside_ = false;
        const bool repeats = is_up ? has_up_ : has_down_;
        if (!grammar_.alternates && (repeats || (is_up && has_down_)))
            report(number_, "a section that the file cannot have here: " + quoted(number_),
                   "a file has one up script, and one down script below it");
        if (!grammar_.alternates && !is_up && !has_up_)
            report(number_, "a down script above the up script: " + quoted(number_),
                   "put the up script first");
        (is_up ? has_up_ : has_down_) = true;
        (is_up ? up_without_ : down_without_) |= mark.no_transaction;
        part_ = part;
    }

    void take_line(std::string_view line) {
        if (part_ == Part::none && is_statement(line)) {
            if (!is_reported_ && !grammar_.ignores_what_is_before)
                report(number_, "a statement above the first section: " + quoted(number_),
                       "write \"" + std::string(grammar_.up) + "\" above it");
            is_reported_ = true;
            return;
        }
        (part_ == Part::down ? down_ : up_).put(number_);
    }

    const SourceFile& file_;
    const SectionGrammar& grammar_;
    Problems& problems_;
    std::vector<TextLine> lines_;
    TextPiece up_, down_;
    Part part_ = Part::none;
    int number_ = 0;
    int began_at_ = 0;
    bool is_inside_ = false;
    bool is_reported_ = false;
    bool has_up_ = false, has_down_ = false;
    bool up_without_ = false, down_without_ = false, both_without_ = false;
};

}  // namespace

Sections cut_sections(const SourceFile& file, const SectionGrammar& grammar, Problems& problems) {
    return SectionCutter(file, grammar, problems).run();
}

bool has_section(const SourceFile& file, const SectionGrammar& grammar) {
    if (file.path.ends_with(".up.sql") || file.path.ends_with(".down.sql")) return false;
    for (const auto& [line, end] : lines_of(file.text))
        if (const auto mark = grammar.mark(line))
            if (mark->kind == MarkKind::up || mark->kind == MarkKind::down) return true;
    return false;
}

}  // namespace migration

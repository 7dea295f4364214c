#include "set/liquibase_file.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "set/liquibase_changeset.hpp"
#include "set/liquibase_draft.hpp"
#include "set/liquibase_line.hpp"
#include "set/liquibase_precondition.hpp"
#include "set/text_piece.hpp"

namespace migration {
namespace {

constexpr const char* only_licensed = "a line that only Liquibase's editions with a licence read";

class ChangesetCutter {
public:
    ChangesetCutter(const SourceFile& file, LiquibaseProperties& properties,
                    std::vector<Draft>& drafts, Problems& problems)
        : file_(file),
          properties_(properties),
          drafts_(drafts),
          problems_(problems),
          lines_(lines_of(file.text)) {}

    void run() {
        properties_.begin_file();
        while (number_ < static_cast<int>(lines_.size())) take(parse_liquibase_line(next()));
        finish();
    }

private:
    struct Changeset {
        CutChangeset cut;
        TextPiece up, down;
        LiquibaseDelimiter delimiter, rollback_delimiter;
        OnFail on_fail = OnFail::stop;
    };

    std::string_view next() { return lines_[static_cast<std::size_t>(number_++)].content; }

    std::string_view line() const { return lines_[static_cast<std::size_t>(number_) - 1].content; }

    void report(const char* rule, int number, const std::string& message,
                const std::string& hint = "") {
        const auto content = lines_[static_cast<std::size_t>(number) - 1].content;
        problems_.push_back({rule, file_.shown, number,
                             message + ": \"" + one_line(trim(content), 80) + "\"", hint});
    }

    void take(const LiquibaseLine& parsed) {
        switch (parsed.mark) {
            case LiquibaseMark::header:
                return take_header();
            case LiquibaseMark::property:
                return take_property();
            case LiquibaseMark::ignore_lines:
                return ignore_lines(std::string(parsed.text));
            case LiquibaseMark::changeset:
                finish();
                return begin(parsed);
            case LiquibaseMark::refused:
                return report("refused-line", number_, "a line that Liquibase refuses",
                              "write \"" + std::string(parsed.expected) + "\"");
            case LiquibaseMark::licensed:
                return report("licensed-line", number_, only_licensed);
            default:
                return changeset_ ? take_inside(parsed) : take_outside(parsed);
        }
    }

    void take_header() {
        if (has_header_)
            return report("refused-line", number_, "the header once more, which Liquibase refuses");
        has_header_ = true;
        path_ = liquibase_attribute(line(), "logicalFilePath").value_or("");
        if (path_.empty()) path_ = file_.path;
    }

    void take_property() {
        const auto name = liquibase_attribute(line(), "name"),
                   value = liquibase_attribute(line(), "value");
        if (!name || !value || !is_for_postgresql(liquibase_attribute(line(), "dbms").value_or("")))
            return;
        if (liquibase_flag(line(), "global", true))
            properties_.set(*name, *value);
        else
            properties_.set_local(*name, *value);
    }

    void ignore_lines(const std::string& count) {
        if (count.find_first_not_of("0123456789") == std::string::npos) {
            const auto left = static_cast<long>(lines_.size()) - number_;
            number_ += static_cast<int>(std::min(std::strtol(count.c_str(), nullptr, 10), left));
            return;
        }
        if (count != "start")
            return report("refused-line", number_, "a line that Liquibase refuses",
                          "write \"--ignoreLines:start\", and \"--ignoreLines:end\" below it");
        while (number_ < static_cast<int>(lines_.size())) {
            const auto parsed = parse_liquibase_line(next());
            if (parsed.mark == LiquibaseMark::ignore_lines && parsed.text == "end") return;
        }
    }

    void begin(const LiquibaseLine& parsed) {
        has_lines_outside_ = true;
        const auto identity = liquibase_identity(parsed.text);
        if (!identity)
            return report("section", number_, "not an author and an id, which Liquibase refuses",
                          "write \"" + std::string(parsed.expected) + "\"");
        CutChangeset cut;
        cut.path = path_.empty() ? file_.path : path_;
        cut.identity = *identity;
        cut.line = line();
        cut.number = number_;
        changeset_.emplace(Changeset{std::move(cut), TextPiece(lines_), TextPiece(lines_),
                                     delimiter(false), delimiter(true), OnFail::stop});
        changeset_->up.put(number_);
    }

    LiquibaseDelimiter delimiter(bool of_rollback) {
        const auto found = liquibase_delimiter(line(), of_rollback);
        if (!found)
            report("section", number_, "an end delimiter that the tool does not know",
                   "end each statement with a semicolon");
        return found.value_or(LiquibaseDelimiter{});
    }

    void take_outside(const LiquibaseLine& parsed) {
        const auto text = trim(line());
        if (parsed.mark == LiquibaseMark::comment)
            return report("refused-line", number_,
                          "a comment outside of changesets, which Liquibase refuses");
        if (parsed.mark != LiquibaseMark::sql || text.empty() || text.starts_with("--") ||
            has_lines_outside_)
            return;
        has_lines_outside_ = true;
        report("passed-over", number_, "above the first changeset nothing runs");
    }

    void take_inside(const LiquibaseLine& parsed) {
        switch (parsed.mark) {
            case LiquibaseMark::rollback:
                return add_rollback(parsed.text);
            case LiquibaseMark::rollback_block:
                return take_rollback_block();
            case LiquibaseMark::preconditions:
                changeset_->on_fail = on_fail(parsed.text);
                return;
            case LiquibaseMark::precondition:
                return take_precondition(parsed.text);
            case LiquibaseMark::sql:
                changeset_->cut.has_sql = changeset_->cut.has_sql || !trim(line()).empty();
                return changeset_->up.put(number_, with_semicolon(line(), changeset_->delimiter));
            default:
                return;
        }
    }

    void add_rollback(std::string_view text) {
        if (changeset_->cut.rollback_number == 0) changeset_->cut.rollback_number = number_;
        changeset_->cut.rollback.append(text).append("\n");
        changeset_->down.put(number_, with_semicolon(text, changeset_->rollback_delimiter));
    }

    void take_rollback_block() {
        const int began = number_;
        while (number_ < static_cast<int>(lines_.size())) {
            std::string_view text = next();
            const bool ends = ends_rollback_block(text, text);
            add_rollback(text);
            if (ends) return;
        }
        report("section", began, "a rollback comment without its end");
    }

    void take_precondition(std::string_view text) {
        constexpr const char* hint =
            "the tool keeps \"sql-check\" with onFail:HALT and onError:HALT above the SQL";
        if (changeset_->on_fail == OnFail::warn) return;
        const auto sql = precondition_sql(text);
        if (changeset_->on_fail == OnFail::skip)
            report("precondition", number_,
                   "a precondition by which Liquibase leaves the changeset out", hint);
        else if (!sql)
            report("precondition", number_, "a precondition that the tool does not check", hint);
        else if (changeset_->cut.has_sql)
            report("precondition", number_, "a precondition below the SQL", hint);
        else
            changeset_->up.put(number_, *sql);
    }

    void finish() {
        if (!changeset_) return;
        CutChangeset cut = std::move(changeset_->cut);
        cut.up = changeset_->up.take();
        cut.down = changeset_->down.take();
        changeset_.reset();
        add_changeset(file_, cut, properties_, drafts_, problems_);
    }

    const SourceFile& file_;
    LiquibaseProperties& properties_;
    std::vector<Draft>& drafts_;
    Problems& problems_;
    std::vector<TextLine> lines_;
    std::optional<Changeset> changeset_;
    std::string path_;
    int number_ = 0;
    bool has_header_ = false;
    bool has_lines_outside_ = false;
};

}  // namespace

void cut_changesets(const SourceFile& file, LiquibaseProperties& properties,
                    std::vector<Draft>& drafts, Problems& problems) {
    ChangesetCutter(file, properties, drafts, problems).run();
}

}  // namespace migration

#include "set/liquibase_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/text.hpp"
#include "set/liquibase_changeset.hpp"
#include "set/liquibase_line.hpp"
#include "set/liquibase_precondition.hpp"
#include "set/text_piece.hpp"

namespace migration {
namespace {

constexpr const char* only_licensed = "a line that only Liquibase's editions with a licence read";

std::string version_of(const std::string& path, const LiquibaseIdentity& identity) {
    return path + "::" + identity.id + "::" + identity.author;
}

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
        LiquibaseIdentity identity;
        std::string_view line;
        int number = 0;
        LiquibaseDelimiter delimiter, rollback_delimiter;
        TextPiece up, down;
        std::string rollback;
        int rollback_number = 0;
        OnFail on_fail = OnFail::stop;
        bool has_sql = false;
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
                return report("section", number_, only_licensed);
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
            const long lines = std::strtol(count.c_str(), nullptr, 10);
            number_ =
                static_cast<int>(std::min<long>(static_cast<long>(lines_.size()), number_ + lines));
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
        changeset_.emplace(Changeset{*identity, line(), number_, delimiter(false), delimiter(true),
                                     TextPiece(lines_), TextPiece(lines_), "", 0, OnFail::stop,
                                     false});
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
            return report("section", number_,
                          "a comment outside of changesets, which Liquibase "
                          "refuses");
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
                changeset_->has_sql = changeset_->has_sql || !trim(line()).empty();
                return changeset_->up.put(number_, with_semicolon(line(), changeset_->delimiter));
            default:
                return;
        }
    }

    void add_rollback(std::string_view text) {
        if (changeset_->rollback_number == 0) changeset_->rollback_number = number_;
        changeset_->rollback.append(text).append("\n");
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
        else if (changeset_->has_sql)
            report("precondition", number_, "a precondition below the SQL", hint);
        else
            changeset_->up.put(number_, *sql);
    }

    // Whether the changeset runs on PostgreSQL at all.
    bool runs(const Changeset& changeset) {
        if (!is_for_postgresql(liquibase_attribute(changeset.line, "dbms").value_or("")))
            report("passed-over", changeset.number, "a changeset for other databases");
        else if (liquibase_flag(changeset.line, "ignore", false))
            report("passed-over", changeset.number, "a changeset that is to be ignored");
        else
            return true;
        return false;
    }

    void report_attributes(const Changeset& changeset) {
        if (!changeset.has_sql)
            report("section", changeset.number, "no SQL in the changeset, which Liquibase refuses");
        for (const char* name : {"runAlways", "runOnChange"})
            if (liquibase_flag(changeset.line, name, false))
                report("repeatable", changeset.number,
                       std::string("a changeset that Liquibase runs again (") + name + ")");
        if (!liquibase_flag(changeset.line, "failOnError", true))
            report("tolerated-errors", changeset.number,
                   "Liquibase goes on where the changeset fails", "the tool stops there");
    }

    void finish() {
        if (!changeset_) return;
        Changeset changeset = std::move(*changeset_);
        changeset_.reset();
        if (!runs(changeset)) return;
        report_attributes(changeset);
        const bool is_alone = !liquibase_flag(changeset.line, "runInTransaction", true);
        Draft draft{
            expanded(version_of(path_of(changeset), changeset.identity), false),
            "",
            false,
            DraftScript{file_.path, file_.shown, expanded(changeset.up.take(), true), is_alone},
            down_of(changeset),
            {}};
        if (draft.down) draft.down->no_transaction = is_alone;
        drafts_.push_back(std::move(draft));
    }

    std::string path_of(const Changeset& changeset) const {
        const auto own = liquibase_attribute(changeset.line, "logicalFilePath");
        if (own && !own->empty()) return *own;
        return path_.empty() ? file_.path : path_;
    }

    std::string expanded(const std::string& text, bool is_script) {
        std::vector<std::string> unknown;
        std::string result = properties_.expand(text, unknown);
        if (is_script && !unknown.empty()) report_unknown(unknown, result);
        return result;
    }

    void report_unknown(const std::vector<std::string>& names, const std::string& text) {
        const std::string first = "${" + names.front() + "}";
        const std::set<std::string> others(names.begin(), names.end());
        const std::string rest =
            others.size() < 2 ? "" : ", and " + counted(others.size() - 1, "other");
        problems_.push_back(
            {"placeholder", file_.shown, line_at(text, text.find(first)),
             "no changelog has this property, so it stays as it is: \"" + first + "\"" + rest, ""});
    }

    std::optional<DraftScript> down_of(Changeset& changeset) {
        const std::string text = to_lower(trim(changeset.rollback));
        if (text.empty()) return std::nullopt;
        DraftScript down{file_.path, file_.shown, ""};
        if (text.starts_with("not required") || text.starts_with("empty")) {
            TextPiece nothing(lines_);
            nothing.put(changeset.rollback_number, "-- nothing to undo");
            down.text = nothing.take();
            return down;
        }
        if (text.find("changesetid") != std::string::npos) return named_rollback(changeset);
        down.text = expanded(changeset.down.take(), true);
        return down;
    }

    // What another changeset does undoes this one.
    std::optional<DraftScript> named_rollback(const Changeset& changeset) {
        std::string text = changeset.rollback;
        std::erase(text, '\n');
        const auto value = [&](std::string_view name) {
            return liquibase_attribute(text, name).value_or("");
        };
        const std::string path = value("changeSetPath");
        const std::string version = version_of(path.empty() ? file_.path : path,
                                               {value("changeSetAuthor"), value("changeSetId")});
        const auto found = std::find_if(drafts_.begin(), drafts_.end(), [&](const auto& draft) {
            return draft.version == version;
        });
        if (found != drafts_.end()) return found->up;
        report("section", changeset.rollback_number,
               "a rollback by a changeset that is not above: \"" + version + "\"");
        return std::nullopt;
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

Draft raw_changeset(const SourceFile& file) {
    return {version_of(file.path, {"includeAll", "raw"}),  "", false,
            DraftScript{file.path, file.shown, file.text}, {}, {}};
}

}  // namespace migration

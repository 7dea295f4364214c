#include "set/liquibase_draft.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace migration {
namespace {

std::string changeset_version(const std::string& path, const LiquibaseIdentity& identity) {
    return path + "::" + identity.id + "::" + identity.author;
}

class ChangesetDraft {
public:
    ChangesetDraft(const SourceFile& file, const CutChangeset& changeset,
                   const LiquibaseProperties& properties, std::vector<Draft>& drafts,
                   Problems& problems)
        : file_(file),
          changeset_(changeset),
          properties_(properties),
          drafts_(drafts),
          problems_(problems) {}

    void add() {
        if (!runs()) return;
        report_attributes();
        std::vector<std::string> none;
        Draft draft{properties_.expand(changeset_version(path(), changeset_.identity), none),
                    "",
                    false,
                    script(expanded(changeset_.up)),
                    down(),
                    {}};
        drafts_.push_back(std::move(draft));
    }

private:
    bool flag(std::string_view name, bool otherwise) const {
        return liquibase_flag(changeset_.line, name, otherwise);
    }

    void report(const char* rule, const std::string& message, const std::string& hint = "") {
        problems_.push_back({rule, file_.shown, changeset_.number,
                             message + ": \"" + one_line(trim(changeset_.line), 80) + "\"", hint});
    }

    // Whether the changeset runs on PostgreSQL at all.
    bool runs() {
        if (!is_for_postgresql(liquibase_attribute(changeset_.line, "dbms").value_or("")))
            report("passed-over", "a changeset for other databases");
        else if (flag("ignore", false))
            report("passed-over", "a changeset that is to be ignored");
        else
            return true;
        return false;
    }

    void report_attributes() {
        if (!changeset_.has_sql)
            report("section", "no SQL in the changeset, which Liquibase refuses");
        for (const std::string name : {"runAlways", "runOnChange"})
            if (flag(name, false))
                report("repeatable", "a changeset that Liquibase runs again (" + name + ")");
        if (!flag("failOnError", true))
            report("tolerated-errors", "Liquibase goes on where the changeset fails",
                   "the tool stops there");
    }

    std::string path() const {
        const auto own = liquibase_attribute(changeset_.line, "logicalFilePath").value_or("");
        return own.empty() ? changeset_.path : own;
    }

    DraftScript script(std::string text) const {
        return {file_.path, file_.shown, std::move(text), !flag("runInTransaction", true)};
    }

    std::string expanded(const std::string& text) {
        std::vector<std::string> unknown;
        std::string result = properties_.expand(text, unknown);
        if (!unknown.empty()) report_unknown(unknown, result);
        return result;
    }

    void report_unknown(const std::vector<std::string>& names, const std::string& text) {
        const std::string first = "${" + names.front() + "}";
        const std::set<std::string> others(names.begin(), names.end());
        const std::string rest =
            others.size() < 2 ? "" : ", and " + counted(others.size() - 1, "other");
        problems_.push_back(
            {"unset-property", file_.shown, line_at(text, text.find(first)),
             "no changelog has this property, so it stays as it is: \"" + first + "\"" + rest, ""});
    }

    std::optional<DraftScript> down() {
        const std::string text = to_lower(trim(changeset_.rollback));
        if (text.empty()) return std::nullopt;
        if (text.starts_with("not required") || text.starts_with("empty"))
            return script(
                std::string(static_cast<std::size_t>(changeset_.rollback_number - 1), '\n') +
                "-- nothing to undo\n");
        if (text.find("changesetid") != std::string::npos) return named_rollback();
        return script(expanded(changeset_.down));
    }

    // What another changeset does undoes this one.
    std::optional<DraftScript> named_rollback() {
        std::string text = changeset_.rollback;
        std::replace(text.begin(), text.end(), '\n', ' ');
        const auto value = [&](std::string_view name) {
            return liquibase_attribute(text, name).value_or("");
        };
        const std::string path = value("changeSetPath");
        const std::string version = changeset_version(
            path.empty() ? file_.path : path, {value("changeSetAuthor"), value("changeSetId")});
        const auto found = std::find_if(drafts_.begin(), drafts_.end(), [&](const auto& draft) {
            return draft.version == version;
        });
        if (found != drafts_.end()) return found->up;
        problems_.push_back({"section", file_.shown, changeset_.rollback_number,
                             "a rollback by a changeset that is not above: \"" + version + "\"",
                             ""});
        return std::nullopt;
    }

    const SourceFile& file_;
    const CutChangeset& changeset_;
    const LiquibaseProperties& properties_;
    std::vector<Draft>& drafts_;
    Problems& problems_;
};

}  // namespace

void add_changeset(const SourceFile& file, const CutChangeset& changeset,
                   const LiquibaseProperties& properties, std::vector<Draft>& drafts,
                   Problems& problems) {
    ChangesetDraft(file, changeset, properties, drafts, problems).add();
}

Draft raw_changeset(const SourceFile& file) {
    return {changeset_version(file.path, {"includeAll", "raw"}), "", false,
            DraftScript{file.path, file.shown, file.text},       {}, {}};
}

}  // namespace migration

#include "set/sqitch_plan.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "set/sqitch_dependency.hpp"
#include "set/sqitch_line.hpp"

namespace migration {
namespace {

std::string_view without_note(std::string_view line) {
    return line.substr(0, line.find('#'));
}

std::string in_quotes(std::string_view text) {
    return "\"" + one_line(text, 100) + "\"";
}

class PlanReader {
public:
    PlanReader(const std::string& shown, Problems& problems) : shown_(shown), problems_(problems) {}

    std::vector<SqitchChange> run(std::string_view text) {
        const auto lines = lines_of(text);
        auto line = lines.begin();
        for (bool goes_on = true; goes_on && line != lines.end();) {
            ++number_;
            goes_on = take_pragma((line++)->content);
        }
        if (project_.empty())
            problems_.push_back({"plan", shown_, 0, "no project's name in the plan",
                                 "write \"%project=NAME\" at the top"});
        for (; line != lines.end(); ++line) {
            ++number_;
            take_line(trim(without_note(line->content)));
        }
        return std::move(changes_);
    }

private:
    void report(const std::string& message, const std::string& hint = "") {
        problems_.push_back({"plan", shown_, number_, message, hint});
    }

    // False behind the pragmas: they end with a blank line.
    bool take_pragma(std::string_view content) {
        if (trim(content).empty()) return false;
        const auto line = trim(without_note(content));
        if (line.empty()) return true;
        if (!line.starts_with('%')) {
            report("a line among the pragmas: " + in_quotes(line),
                   "put a blank line between the pragmas and the changes");
            take_line(line);
            return false;
        }
        const auto equals = line.find('=');
        if (trim(line.substr(1, equals - 1)) != "project") return true;
        project_ = trim(line.substr(std::min(equals, line.size() - 1) + 1));
        if (!is_sqitch_name(project_))
            report("not a name of a project: " + in_quotes(project_), sqitch_name_hint);
        return true;
    }

    void take_line(std::string_view text) {
        if (text.empty()) return;
        const SqitchLine line = parse_sqitch_line(text);
        if (!line.problem.empty()) return report(line.problem, line.hint);
        if (line.is_tag)
            take_tag(line);
        else
            take_change(line);
    }

    void take_tag(const SqitchLine& line) {
        const std::string tag(line.name);
        if (tag.find('/') != std::string::npos)
            return report("a slash in the tag: " + in_quotes("@" + tag));
        if (changes_.empty())
            return report("a tag before the first change: " + in_quotes("@" + tag));
        if (line.dependencies)
            report("a tag cannot require anything: " + in_quotes(*line.dependencies));
        if (const auto [entry, is_new] = tags_.emplace(tag, number_); !is_new)
            return report("the tag \"@" + tag + "\" is already on line " +
                          std::to_string(entry->second));
        changes_.back().tags.push_back(tag);
        tagged_ = changes_.size();
    }

    void take_change(const SqitchLine& line) {
        SqitchChange change{std::string(line.name), number_, {}, {}, 1};
        if (const auto before = last_of(change.name)) {
            if (*before >= tagged_)
                return report("the change \"" + change.name + "\" is already on line " +
                                  std::to_string(changes_[*before].line),
                              "a change can be planned again behind a tag");
            change.occurrence = changes_[*before].occurrence + 1;
            set_rework_tags(*before);
        }
        if (line.dependencies) check_dependencies(change.name, *line.dependencies);
        latest_[change.name] = changes_.size();
        changes_.push_back(std::move(change));
    }

    std::optional<std::size_t> last_of(const std::string& name) const {
        const auto found = latest_.find(name);
        return found == latest_.end() ? std::nullopt : std::optional(found->second);
    }

    // Sqitch collects the tags change by change, from the last one back to the reworked one.
    void set_rework_tags(std::size_t reworked) {
        auto& tags = changes_[reworked].rework_tags;
        for (std::size_t at = changes_.size(); at-- > reworked;)
            tags.insert(tags.end(), changes_[at].tags.begin(), changes_[at].tags.end());
    }

    void check_dependencies(const std::string& name, std::string_view text) {
        std::vector<std::string_view> seen;
        for (const auto blank_word : split(text, ' ')) {
            const auto word = trim(blank_word);
            if (word.empty()) continue;
            const auto dependency = parse_sqitch_dependency(word);
            if (!dependency)
                report("not a dependency of a change: " + in_quotes(word),
                       "write CHANGE, CHANGE@TAG, @TAG or PROJECT:CHANGE, behind \"!\" for a "
                       "conflict");
            else if (std::find(seen.begin(), seen.end(), word) != seen.end())
                report("the change \"" + name + "\" requires twice: " + in_quotes(word));
            else
                check_dependency(name, *dependency, word);
            seen.push_back(word);
        }
    }

    void check_dependency(const std::string& name, const SqitchDependency& dependency,
                          std::string_view word) {
        const bool is_foreign = !dependency.project.empty() && dependency.project != project_;
        if (is_foreign)
            return problems_.push_back(
                {"other-project", shown_, number_,
                 "the change \"" + name + "\" " +
                     (dependency.is_conflict ? "conflicts with" : "requires") +
                     " a change of another project: " + in_quotes(word),
                 "give what it needs of that project as prerequisites"});
        if (!dependency.id.empty() || is_planned(dependency) != dependency.is_conflict) return;
        problems_.push_back(
            {"depends", shown_, number_,
             "the change \"" + name + "\" " +
                 (dependency.is_conflict ? "conflicts with a change that is planned before: "
                                         : "requires what is not planned before: ") +
                 in_quotes(word),
             ""});
    }

    // Whether it stands above the present line: a change, a tag, or a change above a tag.
    bool is_planned(const SqitchDependency& dependency) const {
        if (!dependency.tag.empty() && !tags_.contains(dependency.tag)) return false;
        if (dependency.change.empty()) return true;
        const int before = dependency.tag.empty() ? number_ : tags_.at(dependency.tag);
        return std::any_of(changes_.begin(), changes_.end(), [&](const auto& change) {
            return change.name == dependency.change && change.line < before;
        });
    }

    const std::string& shown_;
    Problems& problems_;
    std::string project_;
    std::vector<SqitchChange> changes_;
    std::map<std::string, std::size_t> latest_;  // where in changes_
    std::map<std::string, int> tags_;            // on which line
    std::size_t tagged_ = 0;                     // changes above the last tag
    int number_ = 0;
};

}  // namespace

std::vector<SqitchChange> read_sqitch_plan(std::string_view text, const std::string& shown,
                                           Problems& problems) {
    return PlanReader(shown, problems).run(text);
}

}  // namespace migration

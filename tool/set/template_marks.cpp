#include "set/template_marks.hpp"

#include "base/text.hpp"

namespace migration {

void report_template(const DraftScript& script, Problems& problems) {
    const auto at = script.text.find("{{");
    if (at == std::string::npos) return;
    const std::string_view rest = std::string_view(script.text).substr(at);
    const auto action = rest.substr(0, std::min(rest.find("}}"), rest.size() - 2) + 2);
    problems.push_back(
        {"template", script.shown, line_at(script.text, at),
         "a template, which the tool does not fill in: \"" + one_line(action, 60) + "\"",
         "write into the script what the template stands for"});
}

}  // namespace migration

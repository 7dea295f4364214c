#pragma once

// The properties of changelogs, and "${name}" in their place. The rules are those of Liquibase
// 4.33, liquibase/changelog/ChangeLogParameters.java and ExpressionExpander.java.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace migration {

class LiquibaseProperties {
public:
    // For all files that are read from now on; the first one of a name counts.
    void set(const std::string& name, const std::string& value);
    // For the present file alone; the last one of a name counts.
    void set_local(const std::string& name, const std::string& value);
    void begin_file() { local_.clear(); }

    // The text with the values; names without one stay, and are
    // added to `unknown` where they may be names of properties.
    std::string expand(std::string_view text, std::vector<std::string>& unknown) const;

private:
    const std::string* find(const std::string& name) const;
    std::string expand(std::string_view text, std::vector<std::string>& unknown, int depth,
                       int& left) const;

    std::map<std::string, std::string> global_, local_;  // by name in small letters
};

}  // namespace migration

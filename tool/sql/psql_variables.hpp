#pragma once

// The variables of a script in psql's dialect. The rules are those of PostgreSQL 18, psql's
// variables.c, startup.c and common.c, and fe_utils/psqlscan.l.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace migration {

// Why something of psql's cannot be run. `message` ends before the colon and the quoted command.
struct PsqlRefusal {
    std::string message;
    std::string hint;
    std::string shown = {};  // what to quote in place of the command
};

// How a variable is used in a script.
enum class VariableForm {
    plain,    // :name
    literal,  // :'name'
    name,     // :"name"
    test,     // :{?name}
};

struct VariableUse {
    VariableForm form = VariableForm::plain;
    std::string name;
    std::size_t end = 0;  // offset behind it
};

// The use that the colon at `at` begins.
std::optional<VariableUse> variable_at(std::string_view text, std::size_t at);

class PsqlVariables {
public:
    // What stands in the place of the use: text, or nothing where the variable is not set and the
    // use stays as it is.
    using Value = std::variant<std::optional<std::string>, PsqlRefusal>;
    Value value(const VariableUse& use) const;

    // True where nothing has said whether there is such a variable.
    bool is_unheard_of(const std::string& name) const;

    std::optional<PsqlRefusal> set(const std::string& name, std::string value);
    std::optional<PsqlRefusal> unset(const std::string& name);

private:
    std::map<std::string, std::optional<std::string>, std::less<>> values_;
};

// The boolean word that psql sees in the text.
std::optional<bool> psql_boolean(std::string_view text);

}  // namespace migration

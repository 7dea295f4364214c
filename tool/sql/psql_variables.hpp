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

// Counts the values that are put in. A few short lines could double a value, and put it in, until
// nobody waits any longer. Short values are free: a large script may use the name of a schema a
// million times.
class PsqlExpansion {
public:
    // True as long as the long values together, with one more of that length, are not too long.
    bool add(std::size_t length) {
        constexpr std::size_t short_value = 4U << 10U;
        constexpr std::size_t most_together = 16U << 20U;
        if (length > short_value) length_ += length;
        return length_ <= most_together;
    }
    static PsqlRefusal refusal() {
        return {"long values of variables, together more than 16 MB",
                "write the text where it is used"};
    }

private:
    std::size_t length_ = 0;
};

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

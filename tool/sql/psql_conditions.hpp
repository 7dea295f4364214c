#pragma once

// \if, \elif, \else and \endif. The rules are those of PostgreSQL 18, src/bin/psql/command.c and
// fe_utils/conditional.c.

#include <optional>
#include <string>
#include <vector>

namespace migration {

class PsqlConditions {
public:
    // Whether what stands here runs.
    bool is_active() const;

    // Whether the expression behind \elif decides: no branch before it has run.
    bool elif_decides() const;

    void begin(bool holds, int line);
    // False where the command does not belong here.
    bool elif (bool holds);
    bool otherwise();
    bool end();

    // The line of an \if that has no \endif yet.
    std::optional<int> open_since() const;

private:
    enum class Branch { runs, waits, passed, else_runs, else_passed };
    struct Level {
        Branch branch;
        int line;
    };
    std::vector<Level> levels_;
};

}  // namespace migration

#pragma once

// A database in which scripts of a set run up and down; after each script the trial knows what it
// changed. Each store has its own kind of trial; PostgreSQL's is PostgresTrial.

#include <optional>
#include <string>
#include <vector>

#include "apply/run_listener.hpp"
#include "base/error.hpp"
#include "manifest/manifest.hpp"
#include "set/migration.hpp"
#include "snapshot/row_difference.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

// What a script may have done that validation cannot see.
enum class Unseen { nothing, hidden_rows, other_places };

// How a script ended and what it left.
struct Outcome {
    std::optional<Error> error;
    Changes changes;
    std::vector<TableLock> locks = {};       // on tables that existed before
    std::string footprint = {};              // empty if it was not taken, or is no proof
    std::vector<ServerNotice> notices = {};  // the first ones
    std::size_t more_notices = 0;            // the number of further notices
    Unseen unseen = Unseen::nothing;         // set only if nothing has changed
    bool locks_out = false;  // no new session can begin after the script; see `error`
};

class Trial {
public:
    virtual ~Trial() = default;

    // Runs the script as production does.
    virtual Outcome up(const Migration& migration) = 0;
    virtual Outcome down(const Migration& migration) = 0;

    // From now on all scripts run in one session, like one run in production, and each outcome has
    // the footprint. Before that, a script gets a new session if an earlier one may have changed
    // what sessions begin with.
    virtual void run_straight() = 0;

    // Moves sequences to the values after `changes`, as if rows had used the numbers.
    virtual void use_numbers(const Changes& changes) = 0;

    virtual std::string fingerprint() const = 0;
    // True if a script has changed objects of the whole server.
    virtual bool has_changed_server() const = 0;
    // True if the server offers the extension.
    virtual bool offers_extension(const std::string& name) = 0;

    // The rows of the object, a key such as "rows of table public.t", that this trial has and
    // `before` does not, and the other way round. Empty if they cannot be shown. Both trials are of
    // one store.
    virtual RowDifference row_difference(const Trial& before, const ObjectKey& object) const = 0;
    // True if the rows of the table differ at most in numbers that sequences gave.
    virtual bool has_same_rows_but_generated(const Trial& before,
                                             const ObjectKey& object) const = 0;
};

}  // namespace migration

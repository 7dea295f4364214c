#pragma once

// A table of cases for the snapshot as text: what statements change, entry by entry.
//
//     # What the file is about. Fields before the first case hold for all of them.
//     oracle: off (cluster-wide)
//
//     ## column: default changed
//     given: CREATE TABLE t (a int);
//     when:  ALTER TABLE t ALTER a SET DEFAULT 5;
//     then:  ~ column public.t.a
//
// A field goes on in the indented lines below it. The fields:
//
//     given   statements that make the ground; optional
//     when    statements that change it
//     then    every entry that differs: `+ key` appears, `- key` goes, `~ key` changes; or
//     `nothing` needs   `server >= 16`, `server < 18`, `extension pgcrypto`, or a query that must
//     give a row;
//             else the case is skipped; may be repeated
//     fails   the last statement of `when` fails with a message that holds this text
//     hidden  why pg_dump's text stays the same where the snapshot differs
//     noise   why pg_dump's text differs where the snapshot stays the same
//     oracle  `off (reason)`: pg_dump is not asked
//     server  `replicating`: one with logical WAL, replication slots and prepared transactions
//
// Statements run one by one, as the superuser `postgres`, in a new database called `cases`.

#include <string>
#include <vector>

namespace migration {

struct SnapshotCase {
    std::string name;
    std::string file;
    int line = 0;  // of the name
    std::string given;
    std::string when;
    std::vector<std::string> then;  // by key; empty for `nothing`
    std::vector<std::string> needs;
    std::string fails;
    std::string hidden;
    std::string noise;
    std::string oracle_off;  // the reason
    bool replicating = false;
};

// `file` is for errors. Throws Error (usage) for text that is no table of cases.
std::vector<SnapshotCase> parse_cases(const std::string& text, const std::string& file);

// Sorts "+ key" and the like by key.
void sort_by_key(std::vector<std::string>& changes);

}  // namespace migration

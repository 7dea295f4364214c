#pragma once

// The values that all folders share: scripts, migrations and sets of them. Plain data; the packaged
// runner embeds the same values that `migration-tool` reads from a directory.

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger_name.hpp"
#include "set/waiver.hpp"
#include "sql/statement.hpp"

namespace migration {

// A version that must be applied before, and the line with the annotation.
struct Dependency {
    std::string version;
    int line = 0;
};

// The annotations `-- @name: value` in the leading comments of a script.
struct Annotations {
    bool no_transaction = false;
    std::optional<std::string> irreversible;    // reason
    std::optional<std::string> lossy;           // reason
    std::optional<std::string> not_idempotent;  // reason
    std::vector<Dependency> depends;
    std::vector<std::string> requires_extensions;
    std::optional<std::string> lock_timeout;       // as PostgreSQL reads it: 5s
    std::optional<std::string> statement_timeout;  // 10min
    std::map<std::string, std::string> allow;      // rule → reason
};

// What makes a verify script fail.
enum class VerifyRule {
    rows,    // an error, a query without a row, or one whose first column is not true
    errors,  // an error alone; what the script does is undone
};

// Where a byte of a script was written.
struct SourcePlace {
    int line = 1;
    std::string included;  // in a file that this line includes: "functions/f.sql:3"
};

// From which place on a stretch of a script in psql's dialect was written: its lines are not those
// of the file.
struct Origin {
    std::size_t offset = 0;  // in the script's text; the stretch ends where the next one begins
    int line = 1;            // of the script's file
    // A file that this line includes, as the script's own name is given; empty for none.
    std::string included = {};
    int included_line = 0;
    bool is_one_line = false;  // all of it was written in that line, as a variable's value is

    // The place so many lines further on.
    SourcePlace place(int lines) const;
};

struct Script {
    std::string file;  // relative to the set's directory
    // What runs. As it is written, line ends included; parts of a file that belong to another
    // script are blank lines. Of a script in psql's dialect this is the SQL that psql would send.
    std::string text;
    // SHA-256 of the text with LF line ends: Git may change the line ends from one machine to the
    // next.
    std::string checksum;
    bool transactional = true;
    VerifyRule verify_rule = VerifyRule::rows;  // of a verify script
    Annotations annotations;
    std::vector<Statement> statements;
    std::vector<ConcurrentIndex> concurrent_indexes;
    std::vector<Origin> origins = {};  // by offset; empty where the lines are those of the file
    // The file's own text, where its layout made another one of it and the layout's tool records a
    // checksum of the file. Else empty.
    std::string file_text = {};

    // Where the statement's byte `at` was written.
    SourcePlace place(const Statement& statement, std::size_t at = 0) const;

    std::string_view sql(const Statement& statement) const {
        return std::string_view(text).substr(statement.offset, statement.length);
    }

    // What the checksum of another tool covers.
    const std::string& text_of_file() const { return file_text.empty() ? text : file_text; }

    // SHA-256 of the exact bytes, because a CR in a literal is data.
    std::string exact_checksum() const;
};

// "001_users", or "001" for a file such as 001.up.sql.
std::string migration_name(const std::string& version, const std::string& slug);

// With which the version of a repeatable migration begins: "R.create_views".
inline constexpr std::string_view repeatable_prefix = "R.";

struct Migration {
    std::string version;  // the text of the file name; "seeds.001" for a seed
    std::string slug;
    bool seed = false;
    Script up;
    std::optional<Script> down;
    std::optional<Script> verify;
    // Runs again whenever its text has changed, and is never undone; stands behind all others.
    bool repeatable = false;
    // Of a tree of stores the one that it belongs to; its version begins with "STORE.".
    std::string store = {};
    // What Drizzle's journal says of it, in milliseconds; nothing in other layouts.
    std::optional<std::int64_t> journal_time = {};

    std::string name() const { return migration_name(version, slug); }
    // SHA-256 of everything that decides what this migration does.
    std::string digest() const;
};

// Whether every migration needs a down script. Without `required` one that has none cannot be
// undone.
enum class Downs { required, optional, none };
enum class Idempotence { strict, safe, off };
enum class ColumnOrder { strict, ignore };
// Whether a down may leave a sequence further on than before: `forward` accepts that, `strict` does
// not.
enum class Sequences { forward, strict };

// Versions compare as numbers, group by group; seeds come after everything else. Sets are in the
// order that their layout gives, see MigrationSet::is_before(); this is the order of versions that
// no set knows.
bool version_less(std::string_view a, std::string_view b);
bool same_version(std::string_view a, std::string_view b);
struct VersionOrder {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const { return version_less(a, b); }
};
using VersionSet = std::set<std::string_view, VersionOrder>;

// The element of that version, or the end. Elements stand in a set's order, which is mostly that of
// the versions' text: a search that halves the range finds it then; else all are looked at.
template <typename Elements>
auto find_version(const Elements& elements, std::string_view version) {
    auto first = elements.begin(), last = elements.end();
    while (first != last) {
        const auto middle = first + (last - first) / 2;
        if (same_version(middle->version, version)) return middle;
        if (version_less(middle->version, version))
            first = middle + 1;
        else
            last = middle;
    }
    return std::find_if(elements.begin(), elements.end(),
                        [&](const auto& each) { return same_version(each.version, version); });
}

struct MigrationSet {
    std::string name;
    std::string layout;
    std::string directory;
    LedgerName ledger;
    Idempotence idempotence = Idempotence::strict;
    ColumnOrder column_order = ColumnOrder::strict;
    Sequences sequences = Sequences::forward;
    std::vector<Migration> migrations;  // in the order in which they are applied
    std::optional<Script> prerequisites;
    std::vector<Waiver> waivers = {};
    std::string known_digest = {};  // of the file of known findings; empty without one
    DriftRules drift = {};
    // Of a tree: its stores in the order in which they are brought up. Versions of different stores
    // have no order between them but that.
    std::vector<std::string> stores = {};

    std::string digest() const;
    // The store that a version names; empty where the set is no tree, or for another word.
    std::string_view store_of(std::string_view version) const;
    const Migration* find(std::string_view version) const;
    // Where it stands in the order, from 0; nothing for a version that the set does not have.
    std::optional<std::size_t> position(std::string_view version) const;
    // Whether one is applied before the other. Of versions that the set does not have, as a newer
    // program's, the text decides.
    bool is_before(std::string_view a, std::string_view b) const;
};

}  // namespace migration

#pragma once

// The values that all folders share: scripts, migrations and sets of them. Plain data; the packaged runner
// embeds the same values that `migration-tool` reads from a directory.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger_name.hpp"
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

struct Script {
    std::string file;  // relative to the set's directory
    // As it is written, line ends included; parts of a file that belong to another script are blank lines.
    std::string text;
    // SHA-256 of the text with LF line ends: Git may change the line ends from one machine to the next.
    std::string checksum;
    bool transactional = true;
    Annotations annotations;
    std::vector<Statement> statements;
    std::vector<ConcurrentIndex> concurrent_indexes;

    std::string_view sql(const Statement& statement) const {
        return std::string_view(text).substr(statement.offset, statement.length);
    }

    // SHA-256 of the exact bytes, because a CR in a literal is data.
    std::string exact_checksum() const;
};

// "001_users", or "001" for a file such as 001.up.sql.
std::string migration_name(const std::string& version, const std::string& slug);

struct Migration {
    std::string version;  // the text of the file name; "seeds.001" for a seed
    std::string slug;
    bool seed = false;
    Script up;
    std::optional<Script> down;
    std::optional<Script> verify;

    std::string name() const { return migration_name(version, slug); }
    // SHA-256 of everything that decides what this migration does.
    std::string digest() const;
};

enum class Idempotence { strict, safe, off };
enum class ColumnOrder { strict, ignore };
// Whether a down may leave a sequence further on than before: `forward` accepts that, `strict` does not.
enum class Sequences { forward, strict };

struct MigrationSet {
    std::string name;
    std::string layout;
    std::string directory;
    LedgerName ledger;
    Idempotence idempotence = Idempotence::strict;
    ColumnOrder column_order = ColumnOrder::strict;
    Sequences sequences = Sequences::forward;
    std::vector<Migration> migrations;  // in the order they are applied, which is that of their versions
    std::optional<Script> prerequisites;

    std::string digest() const;
    const Migration* find(std::string_view version) const;
};

// Versions compare as numbers, group by group; seeds come after everything else.
bool version_less(std::string_view a, std::string_view b);
bool same_version(std::string_view a, std::string_view b);
struct VersionOrder {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const { return version_less(a, b); }
};
using VersionSet = std::set<std::string_view, VersionOrder>;

}  // namespace migration

#include "snapshot/may_reach.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "snapshot/sql_word_scan.hpp"

namespace migration {
namespace {

// PostgreSQL's own supplied modules but those that connect (dblink, postgres_fdw, file_fdw,
// adminpack), and what else only computes, indexes or looks.
constexpr std::array<std::string_view, 60> known_extensions{"address_standardizer",
                                                            "amcheck",
                                                            "autoinc",
                                                            "bloom",
                                                            "btree_gin",
                                                            "btree_gist",
                                                            "citext",
                                                            "cube",
                                                            "dict_int",
                                                            "dict_xsyn",
                                                            "earthdistance",
                                                            "fuzzystrmatch",
                                                            "hll",
                                                            "hstore",
                                                            "insert_username",
                                                            "intagg",
                                                            "intarray",
                                                            "ip4r",
                                                            "isn",
                                                            "lo",
                                                            "ltree",
                                                            "moddatetime",
                                                            "pageinspect",
                                                            "periods",
                                                            "pg_buffercache",
                                                            "pg_freespacemap",
                                                            "pg_hint_plan",
                                                            "pg_prewarm",
                                                            "pg_stat_statements",
                                                            "pg_surgery",
                                                            "pg_trgm",
                                                            "pg_uuidv7",
                                                            "pg_visibility",
                                                            "pg_walinspect",
                                                            "pgcrypto",
                                                            "pgrouting",
                                                            "pgrowlocks",
                                                            "pgstattuple",
                                                            "pgtap",
                                                            "plpgsql",
                                                            "postgis",
                                                            "postgis_raster",
                                                            "postgis_sfcgal",
                                                            "postgis_tiger_geocoder",
                                                            "postgis_topology",
                                                            "prefix",
                                                            "refint",
                                                            "rum",
                                                            "seg",
                                                            "semver",
                                                            "sslinfo",
                                                            "tablefunc",
                                                            "tcn",
                                                            "temporal_tables",
                                                            "tsm_system_rows",
                                                            "tsm_system_time",
                                                            "unaccent",
                                                            "uuid",
                                                            "vector",
                                                            "xml2"};

// Those that a server calls trusted, and `internal`, whose functions are the server's own.
constexpr std::array<std::string_view, 8> tame_languages{"sql",  "plpgsql",  "plperl", "pltcl",
                                                         "plv8", "plcoffee", "plls",   "internal"};

// COPY … PROGRAM may be put together at run time, where EXECUTE runs it. track_counts switches off
// what tells us that a script has written nothing.
struct Seen {
    bool copy = false, execute = false;
};

// Whether an extension of that name does nothing outside the session that calls it.
bool keeps_to_session(std::string_view extension) {
    return is_one_of(known_extensions, extension);
}

bool finds_a_way(std::string_view sql) {
    std::string before;
    bool names_extension = false;
    Seen seen;
    for (std::size_t at = 0; at < sql.size();) {
        std::string word = next_word(sql, at);
        if (word.empty()) break;
        if (names_extension && word != "if" && word != "not" && word != "exists") {
            if (!keeps_to_session(word)) return true;
            names_extension = false;
        }
        names_extension = names_extension || word == "extension";
        seen.copy = seen.copy || word == "copy";
        const bool is_of_trigger = word == "function" || word == "procedure";
        seen.execute = seen.execute || (before == "execute" && !is_of_trigger);
        if (seen.copy && (seen.execute || word == "program")) return true;
        if (word.starts_with("dblink") || word == "track_counts") return true;
        if (word == "subscription" && (before == "create" || before == "alter")) return true;
        if (before == "language" && !is_one_of(tame_languages, word)) return true;
        before = std::move(word);
    }
    return false;
}

}  // namespace

bool may_reach_others(std::string_view sql) {
    return finds_in_either(sql, finds_a_way);
}

bool is_able_to_reach(const Described& described) {
    if (described.entry.facet != Facet::structure) return false;
    const ObjectKey& key = described.key;
    if (key.is(ObjectKind::server) || key.is(ObjectKind::foreign_table) ||
        key.is(ObjectKind::subscription))
        return true;
    if (key.is(ObjectKind::extension)) {
        std::size_t at = 0;
        return !keeps_to_session(next_word(key.name(), at));
    }
    return is_routine(key) && may_reach_others(described.entry.definition);
}

}  // namespace migration

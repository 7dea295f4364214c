#include "snapshot/footprint.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "snapshot/catalogue_rows.hpp"
#include "snapshot/node_tree.hpp"

namespace migration {
namespace {

// Whether the transaction's writing is counted, the replication slots, and how many rows of each catalogue
// it made, changed and removed. The counters hold what earlier transactions wrote, too, until they are
// flushed: `flush` has that done at the end of this one.
std::string written_sql(const std::string& catalogues, const char* flush) {
    return std::string("SELECT current_setting('track_counts'), (") + replication_slots_sql + R"sql(),
    (SELECT string_agg(concat_ws(' ', n.c, n.made, n.changed, n.removed), ',')
     FROM (SELECT c, pg_stat_get_xact_tuples_inserted(c) AS made, pg_stat_get_xact_tuples_updated(c) AS changed,
                pg_stat_get_xact_tuples_deleted(c) AS removed
           FROM unnest()sql" +
           catalogues + R"sql(::oid[]) AS c OFFSET 0) AS n
     WHERE n.made + n.changed + n.removed > 0)sql" +
           ")" + flush;
}

// Keeps what the transaction has locked for more than reading, for the next queries, and tells of it.
constexpr const char* locked_sql = R"sql(
SELECT set_config('migration.locked', coalesce(array_agg(l.relation)::text, '{}'), true)
FROM pg_locks AS l
WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')
)sql";

// A condition on the relations $1, on those.
std::string of_locked(std::string condition) {
    constexpr std::string_view locked = "(SELECT current_setting('migration.locked'))::oid[]";
    for (auto at = condition.find("$1"); at != std::string::npos;
         at = condition.find("$1", at + locked.size()))
        condition.replace(at, 2, locked);
    return condition;
}

constexpr const char* identities_sql = R"sql(
SELECT o.catalogue, o.oid, i.type || ' ' || i.identity
FROM unnest($1, $2) AS o (catalogue, oid)
CROSS JOIN LATERAL pg_identify_object(o.catalogue, o.oid, 0) AS i
WHERE o.catalogue <> 'pg_enum'::regclass
UNION ALL
SELECT o.catalogue, o.oid, format('label %L of %s', e.enumlabel, i.identity)
FROM unnest($1, $2) AS o (catalogue, oid)
JOIN pg_enum AS e ON o.catalogue = 'pg_enum'::regclass AND e.oid = o.oid
CROSS JOIN LATERAL pg_identify_object('pg_type'::regclass, e.enumtypid, 0) AS i
)sql";

// The same of what is referred to by the dependencies that the transaction recorded, as a foreign key's
// table, and was there before: most of what will have to be named.
std::string referenced_sql() {
    return R"sql(
WITH made AS MATERIALIZED (
    SELECT c.classid, c.objid, c.refclassid, c.refobjid FROM pg_depend AS c WHERE c.ctid >= $1 AND )sql" +
           WrittenRows::own_rows(WrittenRows::Own::top_level) + R"sql()
SELECT o.refclassid, o.refobjid, i.type || ' ' || i.identity
FROM (SELECT refclassid, refobjid FROM made WHERE refobjid >= )sql" +
           std::to_string(first_named_oid) + R"sql( EXCEPT SELECT classid, objid FROM made) AS o
CROSS JOIN LATERAL pg_identify_object(o.refclassid, o.refobjid, 0) AS i
)sql";
}

// The plans are made in a small database, perhaps, and kept while it grows: they shall go by index.
constexpr const char* pins_sql = R"sql(
SELECT pg_catalog.set_config('search_path', '', true),
    pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true),
    pg_catalog.set_config('enable_seqscan', 'off', true), pg_catalog.set_config('jit', 'off', true)
)sql";

// Where the catalogue ended when it was last read, as an argument.
std::string end_of(const CatalogueColumns& catalogue) {
    return "('(" + std::to_string(catalogue.last_block) + ",0)')";
}

// Not everybody may read these.
bool is_in_confidence(std::string_view catalogue) {
    return catalogue.starts_with("pg_largeobject") || catalogue == "pg_subscription" ||
           catalogue == "pg_user_mapping";
}

}  // namespace

struct FootprintReader::Counts {
    long long made = 0;
    long long changed = 0;
    long long removed = 0;
};

struct FootprintReader::Written {
    bool is_clear = false;  // that it was counted, and no replication slot has come or gone
    std::map<Oid, Counts> catalogues;
    std::optional<std::vector<Oid>> locked;  // where it was asked for
    std::set<Oid> by_locks;                  // catalogues whose rows were looked for so
};

std::string Footprint::text() const {
    std::string text = digest;
    for (const auto& [oid, changed] : catalogues)
        text += (text.size() == digest.size() ? " " : ",") + std::to_string(oid) + (changed ? "*" : "");
    return text;
}

std::optional<Footprint> Footprint::from_text(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto parts = split(text, ' ');
    Footprint footprint{std::string(parts.front()), {}};
    if (parts.size() > 1)
        for (const auto oid : split(parts[1], ',')) footprint.catalogues[oid_in(oid)] = oid.ends_with('*');
    return footprint;
}

FootprintReader::FootprintReader(Session& session)
    : queries_(session),
      catalogues_(read_catalogue_columns(session)),
      slots_(session.rows(replication_slots_sql).text(0, 0)) {
    for (const auto& [oid, catalogue] : catalogues_) oids_[catalogue.name] = oid;
}

// Rows behind what the catalogue had before. Where subtransactions made some, too, the count tells that these
// are not all.
void FootprintReader::queue_end(Oid oid, WrittenRows& made) {
    auto& catalogue = catalogues_.at(oid);
    queries_.add_prepared(
        "migration_rows_at_end_" + catalogue.name, "(tid)",
        [&] { return WrittenRows::select(catalogue, "c.ctid >= $1", WrittenRows::Own::top_level); },
        end_of(catalogue),
        [&, oid](const Rows& rows) {
            if (rows.size() > 0)
                catalogue.last_block =
                    std::max(catalogue.last_block, std::atoll(rows.at(rows.size() - 1, 0).data() + 1));
            made.set_rows(oid, catalogue, rows);
        });
}

void FootprintReader::queue_referenced(WrittenRows& made) {
    const auto& dependencies = catalogues_.at(oids_.at("pg_depend"));
    queries_.add_prepared("migration_referenced", "(tid)", referenced_sql, end_of(dependencies),
                          [&](const Rows& rows) { made.put_names(rows); });
}

void FootprintReader::queue_written(Written& written) {
    const auto sql = [this] {
        std::vector<Oid> oids;
        for (const auto& [oid, catalogue] : catalogues_) oids.push_back(oid);
        const bool flushes = queries_.session().server_major() >= 15;
        return written_sql(oid_array(oids), flushes ? ", pg_stat_force_next_flush()" : "");
    };
    queries_.add_prepared("migration_written", "", sql, "", [&](const Rows& rows) {
        written.is_clear = rows.at(0, 0) == "on" && rows.at(0, 1) == slots_;
        slots_ = rows.text(0, 1);
        for (const auto line : split(rows.at(0, 2), ',')) {
            const auto words = split(line, ' ');
            if (words.size() != 4) continue;
            const auto number = [&](std::size_t at) { return std::atoll(std::string(words[at]).c_str()); };
            written.catalogues[oid_in(words[0])] = {number(1), number(2), number(3)};
        }
    });
}

void FootprintReader::queue_locked(Written& written) {
    queries_.add_prepared(
        "migration_locked", "", [] { return locked_sql; }, "",
        [&](const Rows& rows) {
            auto& locked = written.locked.emplace();
            const auto list = rows.at(0, 0);
            for (const auto relation : split(list.substr(1, list.size() - 2), ','))
                if (!relation.empty()) locked.push_back(oid_in(relation));
        });
}

void FootprintReader::queue_of_relations(Oid oid, WrittenRows& made) {
    const auto& catalogue = catalogues_.at(oid);
    queries_.add_prepared(
        "migration_rows_of_relations_" + catalogue.name, "",
        [&] {
            return WrittenRows::select(catalogue, of_locked(condition_of_relations(catalogue.name)),
                                       WrittenRows::Own::all);
        },
        "", [&, oid](const Rows& rows) { made.set_rows(oid, catalogue, rows); });
}

// Whether what is said of a relation was changed under a lock of it, if it was: then the locks tell of which.
bool FootprintReader::goes_by_locks(Grants grants, bool types_changed) const {
    // ALTER TYPE … SET SCHEMA moves a composite type's relation without a lock.
    return grants == Grants::none && !may_call_ && !types_changed;
}

// By hand it is changed under a lock of the catalogue.
bool FootprintReader::is_changed_under_lock(Oid catalogue, const Written& written) const {
    return is_locked_with_relation(catalogues_.at(catalogue).name) &&
           std::none_of(written.locked->begin(), written.locked->end(), [&](Oid relation) {
               const auto found = catalogues_.find(relation);
               return found != catalogues_.end() && is_locked_with_relation(found->second.name);
           });
}

// nullopt where the rows will not tell everything.
std::optional<FootprintReader::Written> FootprintReader::ask(Batch& batch, Grants grants,
                                                             const std::map<Oid, bool>& expected,
                                                             WrittenRows& made) {
    Written written;
    queries_.add_prepared("migration_pins", "", [] { return pins_sql; }, "", {});
    queue_written(written);
    const auto types = expected.find(oids_.at("pg_type"));
    const bool by_locks = goes_by_locks(grants, types != expected.end() && types->second);
    for (const auto& [oid, changed] : expected) {
        if (!catalogues_.contains(oid)) continue;
        if (!changed) {
            if (oid == oids_.at("pg_depend")) queue_referenced(made);
            queue_end(oid, made);
        } else if (by_locks && is_locked_with_relation(catalogues_.at(oid).name)) {
            if (written.by_locks.empty()) queue_locked(written);
            written.by_locks.insert(oid);
            queue_of_relations(oid, made);
        }
    }
    queries_.run(batch);
    bool is_clear = written.is_clear;
    for (const auto& [oid, counts] : written.catalogues) {
        const auto& name = catalogues_.at(oid).name;
        may_call_ = may_call_ || name == "pg_proc" || name == "pg_extension";
        is_clear = is_clear && counts.removed == 0 && leads_to_objects(name) && !is_in_confidence(name);
    }
    return is_clear ? std::optional(written) : std::nullopt;
}

// What is not found yet.
void FootprintReader::find_rest(Grants grants, Written& written, WrittenRows& made) {
    const auto types = written.catalogues.find(oids_.at("pg_type"));
    const bool by_locks =
        goes_by_locks(grants, types != written.catalogues.end() && types->second.changed > 0);
    std::vector<Oid> open;
    for (const auto& [oid, counts] : written.catalogues) {
        const bool is_found =
            written.by_locks.contains(oid) && by_locks && is_changed_under_lock(oid, written);
        if (is_found || (counts.changed == 0 && made.count(oid) == counts.made)) continue;
        open.push_back(oid);
        if (counts.changed == 0 && !made.has(oid)) queue_end(oid, made);
    }
    if (open.empty()) return;
    if (by_locks && !written.locked) queue_locked(written);
    queries_.run();
    for (const Oid oid : open) {
        const auto& counts = written.catalogues.at(oid);
        if (counts.changed == 0 && made.count(oid) == counts.made) continue;
        const auto& catalogue = catalogues_.at(oid);
        if (by_locks && is_changed_under_lock(oid, written))
            queue_of_relations(oid, made);
        else
            queries_.add_prepared(
                "migration_rows_anywhere_" + catalogue.name, "",
                [&] { return WrittenRows::select(catalogue, "true", WrittenRows::Own::all); }, "",
                [&, oid](const Rows& rows) { made.set_rows(oid, catalogue, rows); });
    }
    queries_.run();
}

// What the rows name and do not hold.
void FootprintReader::name_objects(WrittenRows& made) {
    std::vector<Oid> classes, oids;
    for (const auto& object : made.missing()) {
        classes.push_back(object.catalogue);
        oids.push_back(object.oid);
    }
    queries_.add_prepared(
        "migration_identities", "(oid[], oid[])", [] { return identities_sql; },
        "(" + oid_array(classes) + ", " + oid_array(oids) + ")",
        [&](const Rows& rows) { made.put_names(rows); });
    queries_.run();
}

std::optional<Footprint> FootprintReader::read(Batch& batch, Grants grants, const Prepared& prepared,
                                               const std::map<Oid, bool>& expected) {
    if (prepared) queries_.keep(*prepared);
    WrittenRows made(oids_);
    auto written = ask(batch, grants, expected, made);
    if (!written) return std::nullopt;
    find_rest(grants, *written, made);
    Footprint footprint;
    std::set<Oid> catalogues;
    for (const auto& [oid, counts] : written->catalogues) {
        catalogues.insert(oid);
        footprint.catalogues[oid] = counts.changed > 0;
    }
    made.keep_only(catalogues);
    auto digest = made.digest();
    if (!made.missing().empty()) {
        name_objects(made);
        digest = made.digest();
    }
    if (!digest) return std::nullopt;
    footprint.digest = *digest;
    return footprint;
}

}  // namespace migration

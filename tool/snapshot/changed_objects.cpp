#include "snapshot/changed_objects.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/text.hpp"
#include "snapshot/catalogue_rows.hpp"

namespace migration {
namespace {

// Objects with smaller OIDs are the server's own.
constexpr Oid first_user_oid = 16384;

// Rows that belong to another object and are described there.
std::string owners_of_sql(const std::string& objects) {
    return "SELECT d.refclassid, d.refobjid FROM " + objects +
           " AS g JOIN pg_depend AS d ON d.classid = g.classid AND d.objid = g.objid "
           "WHERE d.deptype = 'i' OR d.deptype = 'a' AND g.classid = ANY "
           "(ARRAY['pg_attrdef', 'pg_rewrite', 'pg_amop', 'pg_amproc', "
           "'pg_publication_rel']::regclass[]::oid[])";
}

// With $1 and $2 the objects' catalogues and OIDs.
const std::string owners_sql = owners_of_sql("(SELECT * FROM unnest($1, $2) AS o (classid, objid))");

// What depends on the objects $1 and $2, with the owners of that.
const std::string dependents_sql =
    "WITH found (classid, objid) AS (SELECT d.classid, d.objid FROM unnest($1, $2) AS g (classid, objid) "
    "JOIN pg_depend AS d ON d.refclassid = g.classid AND d.refobjid = g.objid) "
    "SELECT * FROM found UNION " +
    owners_of_sql("found");

// Locks of this database's relations, and those of them under which rows or values change.
const std::string relation_locks =
    "l.locktype = 'relation' AND l.database = "
    "(SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())";
const std::string changes_data = "l.mode IN ('RowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')";

const std::string locks_sql = "SELECT l.relation, bool_or(" + changes_data +
                              ") FROM pg_locks AS l WHERE l.pid = $1 AND l.mode NOT IN "
                              "('AccessShareLock', 'RowShareLock') AND " +
                              relation_locks + " GROUP BY l.relation";

// Of the session's own transaction, where it has written nothing that is logged: what LOCK TABLE has locked,
// and the sequences that gave a number.
const std::string own_data_locks_sql =
    "SELECT pg_catalog.string_agg(l.relation::pg_catalog.text, ',') FROM pg_catalog.pg_locks AS l "
    "WHERE l.pid = pg_catalog.pg_backend_pid() AND l.relation >= 16384 AND " +
    changes_data + " AND " + relation_locks;

CatalogueObject object_in(const Rows& rows, int row) {
    return {static_cast<Oid>(rows.number(row, 0)), static_cast<Oid>(rows.number(row, 1))};
}

std::string object_arrays(const CatalogueObjects& objects) {
    std::vector<Oid> catalogues, oids;
    for (const auto& object : objects) {
        catalogues.push_back(object.catalogue);
        oids.push_back(object.oid);
    }
    return oid_array(catalogues) + ", " + oid_array(oids);
}

}  // namespace

// Where to look for the rows that a transaction made or removed.
enum class ChangedObjects::Way {
    at_end,        // from the catalogue's last block on: only those that it made
    of_relations,  // of the relations that it locked
    of_objects,    // of objects found elsewhere
    anywhere,
};

// What the looking found.
struct ChangedObjects::Found {
    CatalogueObjects objects;
    std::map<std::string, std::set<std::string>> rows;  // places of the transaction's own, by catalogue

    long long count(const std::string& catalogue) const {
        const auto found = rows.find(catalogue);
        return found == rows.end() ? 0 : static_cast<long long>(found->second.size());
    }
};

ChangedObjects::ChangedObjects(PreparedQueries& observer) : observer_(observer) {
    const Rows rows = observer_.session().rows(
        "SELECT oid, relname, pg_catalog.pg_relation_size(oid) / 8192, "
        "pg_catalog.has_any_column_privilege(oid, 'SELECT') FROM pg_catalog.pg_class "
        "WHERE relnamespace = 11 AND relkind = 'r'");
    for (int i = 0; i < rows.size(); ++i) {
        const std::string name = rows.text(i, 1);
        if (describes_nothing(name)) continue;
        catalogues_[static_cast<Oid>(rows.number(i, 0))] = name;
        if (!rows.is_true(i, 3)) unreadable_.insert(name);
        last_blocks_[name] = std::max(rows.number(i, 2) - 1, 0LL);
    }
}

std::string ChangedObjects::slots() {
    return observer_.session().rows(replication_slots_sql).text(0, 0);
}

// The counters hold what earlier transactions wrote, too, until they are flushed.
ChangedObjects::Counters ChangedObjects::ask_writer(Batch& batch) const {
    std::vector<Oid> oids;
    for (const auto& [oid, name] : catalogues_) oids.push_back(oid);
    const std::string sql =
        "SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.xid::pg_catalog.text, "
        "pg_catalog.current_setting('track_counts'), pg_catalog.pg_backend_pid(), "
        "pg_catalog.string_agg(pg_catalog.concat_ws(' ', c, pg_catalog.pg_stat_get_xact_tuples_inserted(c), "
        "pg_catalog.pg_stat_get_xact_tuples_updated(c), pg_catalog.pg_stat_get_xact_tuples_deleted(c)), "
        "','), "
        "CASE WHEN pg_catalog.pg_current_xact_id_if_assigned() IS NULL THEN (" +
        std::string(replication_slots_sql) +
        ") END, CASE WHEN pg_catalog.pg_current_xact_id_if_assigned() IS NULL THEN (" + own_data_locks_sql +
        ") END FROM pg_catalog.unnest(" + oid_array(oids) + "::pg_catalog.oid[]) AS c";
    Counters counters;
    batch.add(sql, [&counters](const Rows& rows) {
        counters.transaction = rows.text(0, 0);
        counters.are_kept = rows.at(0, 1) == "on";
        counters.process = rows.text(0, 2);
        counters.counts = rows.text(0, 3);
        counters.slots = rows.text(0, 4);
        counters.locks = rows.text(0, 5);
    });
    if (batch.session().server_major() >= 15) batch.add("SELECT pg_catalog.pg_stat_force_next_flush()");
    batch.run();
    return counters;
}

// Locks on what was written are held to the transaction's end; a sequence gives numbers under one, too.
void ChangedObjects::look_at_locks(const std::string& process, TransactionWrites& written) {
    observer_.add_prepared(
        "migration_locks", "(int)", [] { return locks_sql; }, "(" + process + ")",
        [&](const Rows& rows) {
            for (int i = 0; i < rows.size(); ++i) {
                const auto relation = static_cast<Oid>(rows.number(i, 0));
                const bool system = relation < first_user_oid;
                if (system && is_locked_with_relation(catalogues_[relation])) written.only_locked = false;
                if (system) continue;
                written.relations.push_back(relation);
                if (rows.is_true(i, 1)) written.data.push_back(relation);
            }
        });
    observer_.add_prepared(
        "migration_slots", "", [] { return replication_slots_sql; }, "",
        [&](const Rows& rows) { written.slots = rows.text(0, 0); });
    observer_.run();
}

TransactionWrites ChangedObjects::written_by(Batch& batch, bool grants) {
    const Counters counters = ask_writer(batch);
    TransactionWrites written;
    written.transaction = counters.transaction;
    if (written.transaction.empty()) {
        written.slots = counters.slots;
        for (const auto oid : split(counters.locks, ','))
            if (!oid.empty()) written.data.push_back(static_cast<Oid>(std::atoll(std::string(oid).c_str())));
        return written;
    }
    written.everything = !counters.are_kept;
    for (const auto line : split(counters.counts, ',')) {
        const auto words = split(line, ' ');
        const auto number = [&](std::size_t at) { return std::atoll(std::string(words[at]).c_str()); };
        const RowCounts count{number(1), number(2), number(3)};
        if (count.inserted + count.updated + count.deleted == 0) continue;
        const std::string& name = catalogues_.at(static_cast<Oid>(number(0)));
        written.catalogues[name] = count;
        written.everything = written.everything || !leads_to_objects(name) || unreadable_.contains(name);
    }
    // ALTER TYPE … SET SCHEMA moves a composite type's relation without a lock.
    const auto types = written.catalogues.find("pg_type");
    const bool types_changed = types != written.catalogues.end() && types->second.updated > 0;
    written.only_locked = !grants && !types_changed && !written.catalogues.contains("pg_proc") &&
                          !written.catalogues.contains("pg_extension");
    look_at_locks(counters.process, written);
    return written;
}

// Queues the query; its objects and rows come when the queue runs.
void ChangedObjects::look(const std::string& catalogue, Way way, bool made, const TransactionWrites& written,
                          const CatalogueObjects& known, PreparedQueries& reader, Found& found) {
    const std::string transaction = "'" + written.transaction + "'", of_row = made ? "c.xmin" : "c.xmax";
    // As young as the transaction; and whether the row is that one's own, not a subtransaction's or
    // another's.
    const auto written_in = [&](const std::string& id) { return "age(" + of_row + ") <= age(" + id + ")"; };
    const auto own = [&](const std::string& id) { return of_row + " = " + id; };
    std::string name = made ? "migration_made_" : "migration_removed_", types, arguments;
    std::function<std::string()> sql;
    switch (way) {
        case Way::at_end:
            name += "at_end_";
            types = "(tid, xid)";
            arguments = "('(" + std::to_string(last_blocks_[catalogue]) + ",0)', " + transaction + ")";
            sql = [&] { return telling_sql(catalogue, "c.ctid >= $1 AND " + written_in("$2"), own("$2")); };
            break;
        case Way::of_relations:
            name += "of_relations_";
            types = "(oid[], xid)";
            arguments = "(" + oid_array(written.relations) + ", " + transaction + ")";
            sql = [&] {
                return telling_sql(
                    catalogue, std::string(condition_of_relations(catalogue)) + " AND " + written_in("$2"),
                    own("$2"));
            };
            break;
        case Way::of_objects:
            name += "of_objects_";
            types = "(oid[], oid[], xid)";
            arguments = "(" + object_arrays(known) + ", " + transaction + ")";
            sql = [&] {
                return telling_sql(
                    catalogue,
                    "(c.classid, c.objid) IN (SELECT * FROM unnest($1, $2)) AND " + written_in("$3"),
                    own("$3"));
            };
            break;
        case Way::anywhere:
            name += "anywhere_";
            types = "(xid)";
            arguments = "(" + transaction + ")";
            sql = [&] { return telling_sql(catalogue, written_in("$1"), own("$1")); };
    }
    reader.add_prepared(name + catalogue, types, sql, arguments,
                        [&found, made, catalogue, this](const Rows& rows) {
                            for (int i = 0; i < rows.size(); ++i) {
                                if (const auto object = object_in(rows, i); object.oid != 0)
                                    found.objects.insert(object);
                                const std::string place = rows.text(i, 2);
                                if (rows.is_true(i, 3)) found.rows[catalogue].insert(place);
                                auto& last = last_blocks_[catalogue];
                                if (made) last = std::max(last, std::atoll(place.c_str() + 1));
                            }
                        });
}

// The ways to find a catalogue's rows, cheapest first. All but the last may miss some.
std::vector<ChangedObjects::Way> ChangedObjects::ways(const std::string& catalogue, const RowCounts& counts,
                                                      bool made) {
    std::vector<Way> list;
    if (made && counts.updated == 0) list.push_back(Way::at_end);
    if (condition_of_relations(catalogue) != nullptr) list.push_back(Way::of_relations);
    if (catalogue == "pg_depend") list.push_back(Way::of_objects);
    list.push_back(Way::anywhere);
    return list;
}

// Goes on to the next way where not as many rows were found as there must be.
CatalogueObjects ChangedObjects::find(const TransactionWrites& written, bool made, PreparedQueries& reader) {
    Found found;
    std::map<std::string, std::vector<Way>> open;
    for (const auto& [name, counts] : written.catalogues)
        if ((made ? counts.inserted + counts.updated : counts.deleted) > 0) {
            open[name] = ways(name, counts, made);
            std::reverse(open[name].begin(), open[name].end());
        }
    for (bool first = true; !open.empty(); first = false) {
        std::map<std::string, Way> tried;
        const CatalogueObjects known = found.objects;
        for (auto& [name, left] : open) {
            if (first && left.back() == Way::of_objects) continue;
            tried[name] = left.back();
            left.pop_back();
            look(name, tried[name], made, written, known, reader, found);
        }
        reader.run();
        for (const auto& [name, way] : tried) {
            const auto& counts = written.catalogues.at(name);
            const auto expected = counts.updated + (made ? counts.inserted : counts.deleted);
            if (open[name].empty() || found.count(name) == expected ||
                (way == Way::of_relations && written.only_locked && is_locked_with_relation(name)))
                open.erase(name);
        }
    }
    return std::move(found.objects);
}

std::optional<CatalogueObjects> ChangedObjects::removed(const TransactionWrites& written) {
    try {
        return find(written, false, observer_);
    } catch (const SqlError& error) {
        if (error.details().sqlstate == "55P03") return std::nullopt;
        throw;
    }
}

CatalogueObjects ChangedObjects::added(const TransactionWrites& written, PreparedQueries& reader) {
    return find(written, true, reader);
}

CatalogueObjects ChangedObjects::related(const char* name, const std::string& sql,
                                         const CatalogueObjects& objects, PreparedQueries& reader) {
    CatalogueObjects found;
    if (objects.empty()) return found;
    reader.add_prepared(
        name, "(oid[], oid[])", [&] { return sql; }, "(" + object_arrays(objects) + ")",
        [&](const Rows& rows) {
            for (int i = 0; i < rows.size(); ++i) found.insert(object_in(rows, i));
        });
    reader.run();
    return found;
}

CatalogueObjects ChangedObjects::owners_of(const CatalogueObjects& objects, PreparedQueries& reader) {
    return related("migration_owners", owners_sql, objects, reader);
}

CatalogueObjects ChangedObjects::dependents_of(const CatalogueObjects& objects, PreparedQueries& reader) {
    return related("migration_dependents", dependents_sql, objects, reader);
}

}  // namespace migration

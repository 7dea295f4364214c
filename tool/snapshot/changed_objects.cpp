#include "snapshot/changed_objects.hpp"

#include <map>
#include <set>
#include <utility>

namespace migration {
namespace {

// Rows that belong to another object and are described there.
std::string owners_of_sql(const std::string& objects) {
    return "SELECT d.refclassid, d.refobjid FROM " + objects +
           " AS g JOIN pg_depend AS d ON d.classid = g.classid AND d.objid = g.objid "
           "WHERE d.deptype = 'i' OR d.deptype = 'a' AND g.classid = ANY "
           "(ARRAY['pg_attrdef', 'pg_rewrite', 'pg_amop', 'pg_amproc', "
           "'pg_publication_rel']::regclass[]::oid[])";
}

// With $1 and $2 the objects' catalogues and OIDs.
const std::string owners_sql =
    owners_of_sql("(SELECT * FROM unnest($1, $2) AS o (classid, objid))");

// What depends on the objects $1 and $2, with the owners of that.
const std::string dependents_sql =
    "WITH found (classid, objid) AS (SELECT d.classid, d.objid FROM unnest($1, $2) AS g (classid, "
    "objid) "
    "JOIN pg_depend AS d ON d.refclassid = g.classid AND d.refobjid = g.objid) "
    "SELECT * FROM found UNION " +
    owners_of_sql("found");

// Of the session's own transaction, if it wrote nothing that is logged: what LOCK TABLE has locked,
// and the sequences that gave a number.
std::string unlogged_locks_sql() {
    return "SELECT l.* FROM (" + TransactionRows::locks_sql("pg_catalog.pg_backend_pid()") +
           ") AS l WHERE pg_catalog.pg_current_xact_id_if_assigned() IS NULL";
}

CatalogueObject object_in(const Rows& rows, int row, int column) {
    return {static_cast<Oid>(rows.number(row, column)),
            static_cast<Oid>(rows.number(row, column + 1))};
}

// The objects that the rows tell of.
class ObjectSeeker : public RowSeeker {
public:
    explicit ObjectSeeker(const TransactionRows& catalogues) : catalogues_(catalogues) {}

    std::string select(Oid catalogue, const RowConditions& conditions) const override {
        return telling_sql(catalogues_.name(catalogue),
                           conditions.place + " AND " + conditions.as_young, conditions.own);
    }

    long long take(Oid catalogue, Way /*way*/, const Rows& rows) override {
        auto& own = own_[catalogue];
        for (int i = 0; i < rows.size(); ++i) {
            if (const auto object = object_in(rows, i, 2); object.oid != 0) objects.insert(object);
            if (rows.is_true(i, 1)) own.insert(rows.text(i, 0));
        }
        return static_cast<long long>(own.size());
    }

    const CatalogueObjects* known() const override { return &objects; }

    CatalogueObjects objects;

private:
    const TransactionRows& catalogues_;
    std::map<Oid, std::set<std::string>> own_;  // places of rows with the transaction's very own id
};

}  // namespace

ChangedObjects::ChangedObjects(PreparedQueries& observer)
    : observer_(observer), rows_(observer.session()) {}

TransactionWrites ChangedObjects::written_by(Batch& batch, bool grants) {
    TransactionWrites written;
    batch.add(rows_.counters_sql(batch.session().server_major()),
              [&](const Rows& rows) { written.counters = rows_.counters(rows); });
    batch.add(unlogged_locks_sql(), [&](const Rows& rows) {
        if (rows.size() > 0) written.locks.data = rows_.locks(rows).data;
    });
    batch.run();
    const auto& counters = written.counters;
    if (counters.transaction.empty()) {
        written.counters.catalogues.clear();
        return written;
    }
    written.everything = !counters.are_kept;
    for (const auto& [catalogue, counts] : counters.catalogues)
        written.everything = written.everything || !leads_to_objects(rows_.name(catalogue)) ||
                             !rows_.is_readable(catalogue);
    written.by_locks = rows_.goes_by_locks(counters.catalogues, grants);
    observer_.add_prepared(
        "migration_locks", "(int)", [] { return TransactionRows::locks_sql("$1"); },
        "(" + counters.process + ")", [&](const Rows& rows) { written.locks = rows_.locks(rows); });
    observer_.run();
    return written;
}

CatalogueObjects ChangedObjects::find(const TransactionWrites& written, RowSide side,
                                      PreparedQueries& reader) {
    ObjectSeeker seeker(rows_);
    const RowSource source{reader,
                           side == RowSide::made ? "migration_made_" : "migration_removed_",
                           {"xid", "'" + written.counters.transaction + "'"},
                           {"oid[]", oid_array(written.locks.relations)},
                           written.locks};
    RowSearch(rows_, side, source, seeker).find(written.counters.catalogues, written.by_locks);
    return std::move(seeker.objects);
}

std::optional<CatalogueObjects> ChangedObjects::removed(const TransactionWrites& written) {
    try {
        return find(written, RowSide::removed, observer_);
    } catch (const SqlError& error) {
        if (error.details().sqlstate == "55P03") return std::nullopt;
        throw;
    }
}

CatalogueObjects ChangedObjects::added(const TransactionWrites& written, PreparedQueries& reader) {
    return find(written, RowSide::made, reader);
}

CatalogueObjects ChangedObjects::related(const char* name, const std::string& sql,
                                         const CatalogueObjects& objects, PreparedQueries& reader) {
    CatalogueObjects found;
    if (objects.empty()) return found;
    const auto [catalogues, oids] = object_arrays(objects);
    reader.add_prepared(
        name, "(oid[], oid[])", [&] { return sql; }, "(" + catalogues + ", " + oids + ")",
        [&](const Rows& rows) {
            for (int i = 0; i < rows.size(); ++i) found.insert(object_in(rows, i, 0));
        });
    reader.run();
    return found;
}

CatalogueObjects ChangedObjects::owners_of(const CatalogueObjects& objects,
                                           PreparedQueries& reader) {
    return related("migration_owners", owners_sql, objects, reader);
}

CatalogueObjects ChangedObjects::dependents_of(const CatalogueObjects& objects,
                                               PreparedQueries& reader) {
    return related("migration_dependents", dependents_sql, objects, reader);
}

}  // namespace migration

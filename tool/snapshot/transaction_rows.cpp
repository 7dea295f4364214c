#include "snapshot/transaction_rows.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"

namespace migration {
namespace {

// Objects with smaller OIDs are the server's own.
constexpr Oid first_user_oid = 16384;

constexpr const char* catalogues_sql =
    "SELECT oid, relname, pg_catalog.pg_relation_size(oid) / 8192, "
    "pg_catalog.has_any_column_privilege(oid, 'SELECT') FROM pg_catalog.pg_class "
    "WHERE relnamespace = 11 AND relkind = 'r'";

// "{1,2,3}"
std::vector<Oid> oids_in(std::string_view array) {
    std::vector<Oid> oids;
    if (array.size() < 2) return oids;
    for (const auto oid : split(array.substr(1, array.size() - 2), ','))
        if (!oid.empty()) oids.push_back(oid_in(oid));
    return oids;
}

// The parameters of a prepared query, in their order.
class Parameters {
public:
    // The value as the query spells it.
    std::string add(const SqlValue& value) {
        if (value.type.empty()) return value.text;
        types_ += (types_.empty() ? "" : ", ") + value.type;
        arguments_ += (arguments_.empty() ? "" : ", ") + value.text;
        return "$" + std::to_string(++count_);
    }
    std::string types() const { return count_ == 0 ? "" : "(" + types_ + ")"; }
    std::string arguments() const { return count_ == 0 ? "" : "(" + arguments_ + ")"; }

private:
    std::string types_;
    std::string arguments_;
    int count_ = 0;
};

std::string condition_of_objects(const CatalogueObjects& objects, Parameters& parameters) {
    const auto [catalogues, oids] = object_arrays(objects);
    const auto first = parameters.add({"oid[]", catalogues});
    const auto second = parameters.add({"oid[]", oids});
    return "(c.classid, c.objid) IN (SELECT * FROM unnest(" + first + ", " + second + "))";
}

constexpr std::array<const char*, 4> name_of_way{"at_end_", "of_relations_", "of_objects_",
                                                 "anywhere_"};

}  // namespace

TransactionRows::TransactionRows(Session& session) {
    Batch batch(session);
    batch.add(catalogues_sql, [this](const Rows& rows) {
        for (int i = 0; i < rows.size(); ++i) {
            const std::string name = rows.text(i, 1);
            if (describes_nothing(name)) continue;
            const auto oid = static_cast<Oid>(rows.number(i, 0));
            catalogues_[oid] = {name, rows.is_true(i, 3), std::max(rows.number(i, 2) - 1, 0LL)};
            oids_[name] = oid;
        }
    });
    batch.add(replication_slots_sql, [this](const Rows& rows) { first_slots_ = rows.text(0, 0); });
    batch.run();
}

// The counters hold what earlier transactions wrote, too, until they are flushed. The last column
// has that done at the end of this transaction.
std::string TransactionRows::counters_sql(int server_major) const {
    std::vector<Oid> oids;
    for (const auto& [oid, catalogue] : catalogues_) oids.push_back(oid);
    return "SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.xid::pg_catalog.text,"
           " pg_catalog.current_setting('track_counts'), pg_catalog.pg_backend_pid(), (" +
           std::string(replication_slots_sql) + R"sql(),
    (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', n.c, n.made, n.changed, n.removed), ',')
     FROM (SELECT c, pg_catalog.pg_stat_get_xact_tuples_inserted(c) AS made,
               pg_catalog.pg_stat_get_xact_tuples_updated(c) AS changed,
               pg_catalog.pg_stat_get_xact_tuples_deleted(c) AS removed
           FROM pg_catalog.unnest()sql" +
           oid_array(oids) + R"sql(::pg_catalog.oid[]) AS c OFFSET 0) AS n
     WHERE n.made OPERATOR(pg_catalog.+) n.changed OPERATOR(pg_catalog.+) n.removed
         OPERATOR(pg_catalog.>) 0))sql" +
           (server_major >= 15 ? ", pg_catalog.pg_stat_force_next_flush()" : "");
}

TransactionCounters TransactionRows::counters(const Rows& rows) const {
    TransactionCounters counters{
        rows.text(0, 0), rows.at(0, 1) == "on", rows.text(0, 2), rows.text(0, 3), {}};
    for (const auto line : split(rows.at(0, 4), ',')) {
        const auto words = split(line, ' ');
        if (words.size() != 4) continue;
        const auto number = [&](std::size_t at) {
            return std::atoll(std::string(words[at]).c_str());
        };
        counters.catalogues[oid_in(words[0])] = {number(1), number(2), number(3)};
    }
    return counters;
}

// Locks on what was written are held to the transaction's end; a sequence gives numbers under one,
// too. Those of relations that all databases share name no database.
std::string TransactionRows::locks_sql(const std::string& process) {
    return R"sql(SELECT coalesce(pg_catalog.array_agg(l.relation)::pg_catalog.text, '{}'),
    coalesce((pg_catalog.array_agg(l.relation) FILTER (WHERE l.mode IN (
        'RowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')))::pg_catalog.text, '{}')
FROM pg_catalog.pg_locks AS l
WHERE l.pid = )sql" +
           process + R"sql( AND l.locktype = 'relation' AND l.database <> 0
    AND l.mode NOT IN ('AccessShareLock', 'RowShareLock'))sql";
}

TransactionLocks TransactionRows::locks(const Rows& rows) const {
    TransactionLocks locks;
    for (const Oid relation : oids_in(rows.at(0, 0))) {
        const auto catalogue = catalogues_.find(relation);
        if (catalogue != catalogues_.end())
            locks.by_hand = locks.by_hand || is_locked_with_relation(catalogue->second.name);
        if (relation >= first_user_oid) locks.relations.push_back(relation);
    }
    for (const Oid relation : oids_in(rows.at(0, 1)))
        if (relation >= first_user_oid) locks.data.push_back(relation);
    return locks;
}

// ALTER TYPE … SET SCHEMA moves a composite type's relation without a lock. A function or an
// extension that the transaction made may have changed privileges.
bool TransactionRows::goes_by_locks(const CatalogueCounts& written, bool grants) const {
    const auto types = written.find(oids_.at("pg_type"));
    const bool types_changed = types != written.end() && types->second.updated > 0;
    return !grants && !types_changed && !written.contains(oids_.at("pg_proc")) &&
           !written.contains(oids_.at("pg_extension"));
}

std::string TransactionRows::end_of(Oid catalogue) const {
    return "'(" + std::to_string(catalogues_.at(catalogue).last_block) + ",0)'";
}

// New rows follow there.
void TransactionRows::have_seen(Oid catalogue, const Rows& rows) {
    auto& last = catalogues_.at(catalogue).last_block;
    for (int i = 0; i < rows.size(); ++i)
        last = std::max(last, std::atoll(rows.at(i, 0).data() + 1));
}

std::pair<std::string, std::string> object_arrays(const CatalogueObjects& objects) {
    std::vector<Oid> catalogues, oids;
    for (const auto& object : objects) {
        catalogues.push_back(object.catalogue);
        oids.push_back(object.oid);
    }
    return {oid_array(catalogues), oid_array(oids)};
}

std::vector<Way> RowSearch::ways(Oid catalogue, const RowCounts& counts, bool by_locks) const {
    const std::string& name = rows_.name(catalogue);
    const bool knows_number = seeker_.known() != nullptr;
    std::vector<Way> list;
    if (side_ == RowSide::made && counts.updated == 0) list.push_back(Way::at_end);
    if (is_found_by_relation(name) && (knows_number || (by_locks && is_locked_with_relation(name))))
        list.push_back(Way::of_relations);
    if (name == "pg_depend" && knows_number) list.push_back(Way::of_objects);
    list.push_back(Way::anywhere);
    return list;
}

// A row that was changed is found by its new version.
bool RowSearch::concerns(const RowCounts& counts) const {
    return (side_ == RowSide::made ? counts.inserted + counts.updated : counts.deleted) > 0;
}

// The old version of a row that was changed carries xmax, too.
long long RowSearch::expected(const RowCounts& counts) const {
    return counts.updated + (side_ == RowSide::made ? counts.inserted : counts.deleted);
}

// The rule when to stop.
bool RowSearch::has_all(Oid catalogue, const RowCounts& counts, bool by_locks) const {
    const auto looked = looked_.find(catalogue);
    if (looked == looked_.end()) return false;
    const auto& [ways, own] = looked->second;
    if (ways.contains(Way::anywhere) || own == expected(counts)) return true;
    return ways.contains(Way::of_relations) && by_locks && !source_.locks.by_hand &&
           is_locked_with_relation(rows_.name(catalogue));
}

// Queues the query; its rows come when the queue runs.
void RowSearch::look(Oid catalogue, Way way) {
    looked_[catalogue].ways.insert(way);
    const std::string& name = rows_.name(catalogue);
    RowConditions conditions{way, "true", {}, {}};
    Parameters parameters;
    switch (way) {
        case Way::at_end:
            conditions.place = "c.ctid >= " + parameters.add({"tid", rows_.end_of(catalogue)});
            break;
        case Way::of_relations:
            if (!std::exchange(has_queued_locks_, true)) seeker_.queue_locks();
            conditions.place = condition_of_relations(name, parameters.add(source_.relations));
            break;
        case Way::of_objects:
            conditions.place = condition_of_objects(*seeker_.known(), parameters);
            break;
        case Way::anywhere:
            break;
    }
    const std::string of_row = side_ == RowSide::made ? "c.xmin" : "c.xmax";
    const std::string transaction = parameters.add(source_.transaction);
    conditions.own = of_row + " = " + transaction;
    conditions.as_young = "age(" + of_row + ") <= age(" + transaction + ")";
    source_.queries.add_prepared(
        source_.names + name_of_way[static_cast<std::size_t>(way)] + name, parameters.types(),
        [&] { return seeker_.select(catalogue, conditions); }, parameters.arguments(),
        [this, catalogue, way](const Rows& rows) {
            if (side_ == RowSide::made) rows_.have_seen(catalogue, rows);
            looked_[catalogue].own = seeker_.take(catalogue, way, rows);
        });
}

void RowSearch::expect(const CatalogueCounts& guess, bool by_locks) {
    for (const auto& [catalogue, counts] : guess)
        if (rows_.has(catalogue)) look(catalogue, ways(catalogue, counts, by_locks).front());
}

// Each round looks at each catalogue in one way. The next round follows where that did not find
// all.
void RowSearch::find(const CatalogueCounts& written, bool by_locks) {
    struct Open {
        RowCounts counts;
        std::vector<Way> ways;  // the next one is the last
    };
    std::map<Oid, Open> open;
    for (const auto& [catalogue, counts] : written) {
        if (!concerns(counts) || has_all(catalogue, counts, by_locks)) continue;
        auto left = ways(catalogue, counts, by_locks);
        if (const auto looked = looked_.find(catalogue); looked != looked_.end())
            std::erase_if(left, [&](Way way) { return looked->second.ways.contains(way); });
        std::reverse(left.begin(), left.end());
        open[catalogue] = {counts, std::move(left)};
    }
    for (bool is_first = true; !open.empty(); is_first = false) {
        for (auto& [catalogue, its] : open) {
            if (is_first && its.ways.back() == Way::of_objects) continue;  // once others are found
            look(catalogue, its.ways.back());
            its.ways.pop_back();
        }
        source_.queries.run();
        std::erase_if(open, [&](const auto& each) {
            return has_all(each.first, each.second.counts, by_locks);
        });
    }
}

}  // namespace migration

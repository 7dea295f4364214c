#include "snapshot/footprint.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "snapshot/catalogue_rows.hpp"
#include "snapshot/node_tree.hpp"

namespace migration {
namespace {

// The id of the session's own transaction.
const std::string own_transaction = "(SELECT pg_current_xact_id_if_assigned()::xid)";

// Keeps what the transaction has locked for the next queries of the same batch, and tells of it.
constexpr const char* locked_relations = "(SELECT current_setting('migration.locked'))::oid[]";
std::string locked_sql() {
    return "SELECT set_config('migration.locked', l.relations, true), l.data FROM (" +
           TransactionRows::locks_sql("pg_backend_pid()") + ") AS l (relations, data)";
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

// The same of what is referred to by the dependencies that the transaction recorded, as a foreign
// key's table, and was there before: most of what will have to be named.
std::string referenced_sql() {
    return R"sql(
WITH made AS MATERIALIZED (
    SELECT c.classid, c.objid, c.refclassid, c.refobjid
    FROM pg_depend AS c
    WHERE c.ctid >= $1 AND c.xmin = )sql" +
           own_transaction + R"sql()
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

// Not everybody may read these.
bool is_in_confidence(std::string_view catalogue) {
    return catalogue.starts_with("pg_largeobject") || catalogue == "pg_subscription" ||
           catalogue == "pg_user_mapping";
}

}  // namespace

// Takes the rows whole. At the end of a catalogue it takes only those with the transaction's very
// own id: if these are not all, their number tells. Elsewhere it takes all that are as young. With
// another session's row the digest is another one, never the same.
class FootprintReader::Seeker : public RowSeeker {
public:
    Seeker(FootprintReader& reader, WrittenRows& made) : reader_(reader), made_(made) {}

    RowSource source() const {
        return {reader_.queries_,
                "migration_rows_",
                {"", own_transaction},
                {"", locked_relations},
                locks_};
    }

    std::string select(Oid catalogue, const RowConditions& conditions) const override {
        const bool is_counted = conditions.way == Way::at_end;
        return WrittenRows::select(
            reader_.columns_.at(catalogue),
            conditions.place + " AND " + (is_counted ? conditions.own : conditions.as_young));
    }

    long long take(Oid catalogue, Way way, const Rows& rows) override {
        made_.set_rows(catalogue, reader_.columns_.at(catalogue), rows);
        return way == Way::at_end ? rows.size() : 0;
    }

    void queue_locks() override {
        reader_.queries_.add_prepared(
            "migration_locked", "", locked_sql, "",
            [this](const Rows& rows) { locks_ = reader_.rows_.locks(rows); });
    }

private:
    FootprintReader& reader_;
    WrittenRows& made_;
    TransactionLocks locks_;
};

std::string Footprint::text() const {
    std::string text = digest;
    for (const auto& [oid, changed] : catalogues)
        text +=
            (text.size() == digest.size() ? " " : ",") + std::to_string(oid) + (changed ? "*" : "");
    return text;
}

std::optional<Footprint> Footprint::from_text(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto parts = split(text, ' ');
    Footprint footprint{std::string(parts.front()), {}};
    if (parts.size() > 1)
        for (const auto oid : split(parts[1], ','))
            footprint.catalogues[oid_in(oid)] = oid.ends_with('*');
    return footprint;
}

FootprintReader::FootprintReader(Session& session)
    : queries_(session),
      rows_(session),
      columns_(read_catalogue_columns(session)),
      slots_(rows_.first_slots()) {}

void FootprintReader::queue_referenced(WrittenRows& made) {
    queries_.add_prepared("migration_referenced", "(tid)", referenced_sql,
                          "(" + rows_.end_of(rows_.oids().at("pg_depend")) + ")",
                          [&](const Rows& rows) { made.put_names(rows); });
}

// What the transaction wrote. nullopt where the rows will not tell everything.
std::optional<CatalogueCounts> FootprintReader::ask(Batch& batch, Grants grants,
                                                    const std::map<Oid, bool>& expected,
                                                    RowSearch& search, WrittenRows& made) {
    TransactionCounters counters;
    queries_.add_prepared("migration_pins", "", [] { return pins_sql; }, "", {});
    queries_.add_prepared(
        "migration_written", "",
        [this] { return rows_.counters_sql(queries_.session().server_major()); }, "",
        [&](const Rows& rows) { counters = rows_.counters(rows); });
    CatalogueCounts guess;
    for (const auto& [oid, changed] : expected) guess[oid] = {changed ? 0 : 1, changed ? 1 : 0, 0};
    const auto dependencies = guess.find(rows_.oids().at("pg_depend"));
    if (dependencies != guess.end() && dependencies->second.updated == 0) queue_referenced(made);
    search.expect(guess, rows_.goes_by_locks(guess, may_have_granted(grants)));
    queries_.run(batch);
    bool is_clear = counters.are_kept && counters.slots == slots_;
    slots_ = counters.slots;
    for (const auto& [oid, counts] : counters.catalogues) {
        const auto& name = rows_.name(oid);
        may_call_ = may_call_ || name == "pg_proc" || name == "pg_extension";
        is_clear =
            is_clear && counts.deleted == 0 && leads_to_objects(name) && !is_in_confidence(name);
    }
    return is_clear ? std::optional(std::move(counters.catalogues)) : std::nullopt;
}

// What the rows name and do not hold.
void FootprintReader::name_objects(WrittenRows& made) {
    const auto [catalogues, oids] = object_arrays(made.missing());
    queries_.add_prepared(
        "migration_identities", "(oid[], oid[])", [] { return identities_sql; },
        "(" + catalogues + ", " + oids + ")", [&](const Rows& rows) { made.put_names(rows); });
    queries_.run();
}

std::optional<Footprint> FootprintReader::read(Batch& batch, Grants grants,
                                               const Prepared& prepared,
                                               const std::map<Oid, bool>& expected) {
    if (prepared) queries_.keep(*prepared);
    WrittenRows made(rows_.oids());
    Seeker seeker(*this, made);
    RowSearch search(rows_, RowSide::made, seeker.source(), seeker);
    const auto written = ask(batch, grants, expected, search, made);
    if (!written) return std::nullopt;
    search.find(*written, rows_.goes_by_locks(*written, may_have_granted(grants)));
    Footprint footprint;
    std::set<Oid> catalogues;
    for (const auto& [oid, counts] : *written) {
        catalogues.insert(oid);
        footprint.catalogues[oid] = counts.updated > 0;
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

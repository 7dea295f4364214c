#include "snapshot/row_difference.hpp"

#include <algorithm>
#include <map>

#include "snapshot/catalogue_reader.hpp"
#include "snapshot/object_key.hpp"
#include "snapshot/prepared_queries.hpp"

namespace migration {
namespace {

constexpr std::size_t few = 5;
constexpr long long most_rows = 1'000'000;
constexpr int longest_row = 100'000;  // characters

// Digest of a row → how often it is there. As with the snapshot's digests, columns count by name,
// not by position.
using Digests = std::map<long long, long long>;

std::string relation_of(const ObjectKey& key) {
    const ObjectKey relation = key.subject();
    const bool has_rows =
        relation.is(ObjectKind::table) || relation.is(ObjectKind::materialized_view);
    return key.is(ObjectKind::rows) && has_rows ? std::string(relation.name()) : "";
}

std::string rows_of(const std::string& relation) {
    // The whole row, also where a column bears the alias's name.
    return "(SELECT to_jsonb(r.*)::text AS row FROM ONLY " + relation + " AS r) AS r";
}

std::optional<Digests> digests_of(Session& session, const std::string& relation) {
    if (session.rows("SELECT to_regclass($1) IS NOT NULL", {relation}).at(0, 0) != "t")
        return std::nullopt;
    const Rows count = session.rows("SELECT count(*) FROM ONLY " + relation);
    if (count.number(0, 0) > most_rows) return std::nullopt;
    const Rows rows = session.rows("SELECT hashtextextended(r.row, 0), count(*) FROM " +
                                   rows_of(relation) + " GROUP BY 1");
    Digests digests;
    for (int i = 0; i < rows.size(); ++i) digests[rows.number(i, 0)] = rows.number(i, 1);
    return digests;
}

// What `one` has and `other` has not, or less often.
Digests without(const Digests& one, const Digests& other) {
    Digests rest;
    for (const auto& [digest, count] : one) {
        const auto found = other.find(digest);
        const long long extra = count - (found == other.end() ? 0 : found->second);
        if (extra > 0) rest[digest] = extra;
    }
    return rest;
}

std::vector<std::string> texts_of(Session& session, const std::string& relation,
                                  const Digests& wanted, long long& more) {
    std::string list;
    std::size_t shown = 0;
    more = 0;
    for (const auto& [digest, count] : wanted)
        if (shown < few) {
            list += (list.empty() ? "" : ",") + std::to_string(digest);
            ++shown;
        } else {
            more += count;
        }
    std::vector<std::string> texts;
    if (list.empty()) return texts;
    const Rows rows =
        session.rows("SELECT DISTINCT CASE WHEN length(r.row) <= " + std::to_string(longest_row) +
                     " THEN r.row END, hashtextextended(r.row, 0) FROM " + rows_of(relation) +
                     " WHERE hashtextextended(r.row, 0) IN (" + list + ") ORDER BY 1");
    for (int i = 0; i < rows.size(); ++i)
        for (long long n = wanted.at(rows.number(i, 1)); n > 0; --n)
            if (texts.size() < few && !rows.is_null(i, 0))
                texts.push_back(rows.text(i, 0));
            else
                ++more;
    return texts;
}

// Of the relation $1: the columns that nothing generated feeds, by name, as one list; and whether
// others there are.
constexpr const char* compared_columns_sql = R"sql(
WITH RECURSIVE fed (relation, number) AS (
    SELECT a.attrelid, a.attnum
    FROM pg_catalog.pg_attribute AS a
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND (a.attidentity <> '' OR EXISTS (
        SELECT FROM pg_catalog.pg_depend AS p
        JOIN pg_catalog.pg_class AS s ON s.oid = p.refobjid AND s.relkind = 'S'
        WHERE p.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND p.objid = d.oid
            AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass))
    UNION
    SELECT c.conrelid, k.own
    FROM fed AS f
    JOIN pg_catalog.pg_constraint AS c ON c.contype = 'f' AND c.confrelid = f.relation
    CROSS JOIN LATERAL ROWS FROM (
        pg_catalog.unnest(c.conkey), pg_catalog.unnest(c.confkey)) AS k (own, other)
    WHERE k.other = f.number)
SELECT
    coalesce(
        pg_catalog.string_agg('r.' || pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname)
            FILTER (WHERE f.number IS NULL),
        ''),
    coalesce(pg_catalog.bool_or(f.number IS NOT NULL), false)
FROM pg_catalog.pg_attribute AS a
LEFT JOIN fed AS f ON f.relation = a.attrelid AND f.number = a.attnum
WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
)sql";

// How many rows, and a digest of the columns.
std::string digest_of(Session& session, const std::string& relation, const std::string& columns) {
    const Rows rows =
        session.rows("SELECT count(*), sum(hashtextextended(ROW(" + columns +
                     ")::text, 0)::numeric), " + "sum(hashtextextended(ROW(" + columns +
                     ")::text, 1)::numeric) FROM ONLY " + relation + " AS r");
    return rows.text(0, 0) + " " + rows.text(0, 1) + " " + rows.text(0, 2);
}

void pin(Session& session) {
    PreparedQueries queries(session);
    CatalogueReader(queries).pin_session();
}

}  // namespace

bool same_but_generated(Session& before, Session& after, const ObjectKey& key) {
    if (!key.is(ObjectKind::rows) || !key.subject().is(ObjectKind::table)) return false;
    const std::string relation = relation_of(key);
    try {
        pin(before);
        pin(after);
        const Rows columns = after.rows(compared_columns_sql, {relation});
        return columns.is_true(0, 1) && digest_of(before, relation, columns.text(0, 0)) ==
                                            digest_of(after, relation, columns.text(0, 0));
    } catch (const SqlError& error) {
        if (error.kind() != ErrorKind::failed) throw;
        return false;
    }
}

RowDifference row_difference(Session& before, Session& after, const ObjectKey& key) {
    const std::string relation = relation_of(key);
    if (relation.empty()) return {};
    try {
        pin(before);
        pin(after);
        const auto old = digests_of(before, relation), now = digests_of(after, relation);
        if (!old || !now) return {};
        RowDifference difference;
        difference.before = texts_of(before, relation, without(*old, *now), difference.more_before);
        difference.after = texts_of(after, relation, without(*now, *old), difference.more_after);
        return difference;
    } catch (const SqlError& error) {
        if (error.kind() != ErrorKind::failed) throw;
        return {};  // rows that have no JSON, say
    }
}

}  // namespace migration

#include "snapshot/row_difference.hpp"

#include <algorithm>
#include <map>

#include "snapshot/catalogue_reader.hpp"
#include "snapshot/prepared_queries.hpp"

namespace migration {
namespace {

constexpr std::size_t few = 5;
constexpr long long most_rows = 1'000'000;

// Digest of a row → how often it is there. As with the snapshot's digests, columns count by name, not by
// position.
using Digests = std::map<long long, long long>;

std::string relation_of(const std::string& key) {
    for (const std::string kind : {"rows of table ", "rows of materialized view "})
        if (key.starts_with(kind)) return key.substr(kind.size());
    return "";
}

std::string rows_of(const std::string& relation) {
    return "(SELECT to_jsonb(r)::text AS row FROM ONLY " + relation + " AS r) AS r";
}

std::optional<Digests> digests_of(Session& session, const std::string& relation) {
    if (session.rows("SELECT to_regclass($1) IS NOT NULL", {relation}).at(0, 0) != "t") return std::nullopt;
    const Rows count = session.rows("SELECT count(*) FROM ONLY " + relation);
    if (count.number(0, 0) > most_rows) return std::nullopt;
    const Rows rows =
        session.rows("SELECT hashtextextended(r.row, 0), count(*) FROM " + rows_of(relation) + " GROUP BY 1");
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

std::vector<std::string> texts_of(Session& session, const std::string& relation, const Digests& wanted,
                                  long long& more) {
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
        session.rows("SELECT DISTINCT r.row, hashtextextended(r.row, 0) FROM " + rows_of(relation) +
                     " WHERE hashtextextended(r.row, 0) IN (" + list + ") ORDER BY 1");
    for (int i = 0; i < rows.size(); ++i)
        for (long long n = wanted.at(rows.number(i, 1)); n > 0; --n)
            if (texts.size() < few)
                texts.push_back(rows.text(i, 0));
            else
                ++more;
    return texts;
}

}  // namespace

RowDifference row_difference(Session& before, Session& after, const std::string& key) {
    RowDifference difference;
    const std::string relation = relation_of(key);
    if (relation.empty()) return difference;
    for (Session* session : {&before, &after}) {
        PreparedQueries queries(*session);
        CatalogueReader(queries).pin_session();
    }
    const auto old = digests_of(before, relation), now = digests_of(after, relation);
    if (!old || !now) return difference;
    difference.before = texts_of(before, relation, without(*old, *now), difference.more_before);
    difference.after = texts_of(after, relation, without(*now, *old), difference.more_after);
    return difference;
}

}  // namespace migration

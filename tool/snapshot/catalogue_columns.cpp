#include "snapshot/catalogue_columns.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "snapshot/catalogue_rows.hpp"

namespace migration {
namespace {

using Kind = CatalogueColumn::Kind;

// Owners and privileges; where data are stored and how many there are; what a scan found.
constexpr std::array<std::string_view, 39> left_out{
    "relowner",     "nspowner",      "proowner",     "typowner",   "oprowner",     "opcowner",
    "opfowner",     "collowner",     "conowner",     "dictowner",  "cfgowner",     "extowner",
    "fdwowner",     "srvowner",      "lomowner",     "evtowner",   "pubowner",     "subowner",
    "stxowner",     "lanowner",      "relfilenode",  "relpages",   "reltuples",    "relallvisible",
    "relallfrozen", "reltoastrelid", "relfrozenxid", "relminmxid", "indcheckxmin", "attmissingval",
    "attcacheoff",  "relacl",        "attacl",       "nspacl",     "proacl",       "typacl",
    "lanacl",       "fdwacl",        "srvacl"};
bool is_left_out(std::string_view column) {
    return std::find(left_out.begin(), left_out.end(), column) != left_out.end();
}

constexpr const char* columns_sql = R"sql(
SELECT c.oid, c.relname, a.attname, t.typname, k.target
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN (
    SELECT fktable::pg_catalog.oid AS catalogue, fkcols[1] AS name,
        pktable::pg_catalog.oid AS target
    FROM pg_catalog.pg_get_catalog_foreign_keys()
    WHERE pg_catalog.cardinality(fkcols) = 1 AND pkcols = '{oid}') AS k
    ON k.catalogue = c.oid AND k.name = a.attname
WHERE c.relnamespace = 11 AND c.relkind = 'r'
ORDER BY c.oid, a.attnum
)sql";

CatalogueColumn column_of(const std::string& catalogue, const std::string& name,
                          const std::string& type, Oid target) {
    CatalogueColumn column{name, "c." + name};
    const bool is_oid =
        type == "oid" || type == "_oid" || type == "oidvector" || type.starts_with("reg");
    if (type.starts_with("reg")) column.selected += "::oid";
    if (name == "oid")
        column.kind = Kind::own_oid;
    else if (name == "objid" || name == "refobjid" || name == "objoid")
        column.kind = Kind::object_of_class;
    else if (is_oid && target != 0)
        column.kind = Kind::references;
    else if (is_oid)
        column.kind = Kind::opaque_oid;
    else if (type == "name" && (catalogue == "pg_class" || catalogue == "pg_trigger"))
        column.kind = Kind::name;
    else if (type == "pg_node_tree")
        column.kind = Kind::node_tree;
    column.target = target;
    return column;
}

// What stands in the column with the class of an object.
std::string class_column(std::string_view object_column) {
    if (object_column == "objoid") return "classoid";
    return object_column == "objid" ? "classid" : "refclassid";
}

void find_class_columns(std::vector<CatalogueColumn>& columns) {
    for (auto& column : columns) {
        if (column.kind != Kind::object_of_class) continue;
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& other) {
            return other.name == class_column(column.name);
        });
        column.target = static_cast<Oid>(found - columns.begin());
    }
}

}  // namespace

std::map<Oid, CatalogueColumns> read_catalogue_columns(Session& session) {
    std::map<Oid, CatalogueColumns> catalogues;
    const Rows rows = session.rows(columns_sql);
    for (int i = 0; i < rows.size(); ++i) {
        const std::string name = rows.text(i, 1), column = rows.text(i, 2);
        if (describes_nothing(name)) continue;
        auto& catalogue = catalogues[static_cast<Oid>(rows.number(i, 0))];
        catalogue.name = name;
        if (is_left_out(column)) continue;
        const Oid target = rows.is_null(i, 4) ? 0 : static_cast<Oid>(rows.number(i, 4));
        auto described = column_of(name, column, rows.text(i, 3), target);
        if (described.kind == Kind::plain)
            catalogue.plain += (catalogue.plain.empty() ? "" : ", ") + described.selected;
        else
            catalogue.columns.push_back(std::move(described));
    }
    for (auto& [oid, catalogue] : catalogues) find_class_columns(catalogue.columns);
    return catalogues;
}

}  // namespace migration

#include "snapshot/changed_objects.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "snapshot/catalogue_reader.hpp"

namespace migration {
namespace {

// Whose object a catalogue's row tells of: the catalogue that its object stands in, and the column that names
// it.
struct Telling {
    std::string_view catalogue;
    const char* object_catalogue;
    const char* object;
};

constexpr Telling tellings[] = {
    {"pg_aggregate", "'pg_proc'::regclass", "aggfnoid::oid"},
    {"pg_am", "'pg_am'::regclass", "oid"},
    {"pg_amop", "'pg_opfamily'::regclass", "amopfamily"},
    {"pg_amproc", "'pg_opfamily'::regclass", "amprocfamily"},
    {"pg_attrdef", "'pg_class'::regclass", "adrelid"},
    {"pg_attribute", "'pg_class'::regclass", "attrelid"},
    {"pg_cast", "'pg_cast'::regclass", "oid"},
    {"pg_class", "'pg_class'::regclass", "oid"},
    {"pg_collation", "'pg_collation'::regclass", "oid"},
    {"pg_constraint", "'pg_constraint'::regclass", "oid"},
    {"pg_constraint", "'pg_class'::regclass", "conrelid"},
    {"pg_conversion", "'pg_conversion'::regclass", "oid"},
    {"pg_default_acl", "'pg_default_acl'::regclass", "oid"},
    {"pg_depend", "classid", "objid"},
    {"pg_description", "classoid", "objoid"},
    {"pg_enum", "'pg_type'::regclass", "enumtypid"},
    {"pg_event_trigger", "'pg_event_trigger'::regclass", "oid"},
    {"pg_extension", "'pg_extension'::regclass", "oid"},
    {"pg_foreign_data_wrapper", "'pg_foreign_data_wrapper'::regclass", "oid"},
    {"pg_foreign_server", "'pg_foreign_server'::regclass", "oid"},
    {"pg_foreign_table", "'pg_class'::regclass", "ftrelid"},
    {"pg_index", "'pg_class'::regclass", "indexrelid"},
    {"pg_inherits", "'pg_class'::regclass", "inhrelid"},
    {"pg_init_privs", "classoid", "objoid"},
    {"pg_language", "'pg_language'::regclass", "oid"},
    {"pg_largeobject", "'pg_largeobject_metadata'::regclass", "loid"},
    {"pg_largeobject_metadata", "'pg_largeobject_metadata'::regclass", "oid"},
    {"pg_namespace", "'pg_namespace'::regclass", "oid"},
    {"pg_opclass", "'pg_opclass'::regclass", "oid"},
    {"pg_operator", "'pg_operator'::regclass", "oid"},
    {"pg_opfamily", "'pg_opfamily'::regclass", "oid"},
    {"pg_partitioned_table", "'pg_class'::regclass", "partrelid"},
    {"pg_policy", "'pg_policy'::regclass", "oid"},
    {"pg_proc", "'pg_proc'::regclass", "oid"},
    {"pg_publication", "'pg_publication'::regclass", "oid"},
    {"pg_publication_namespace", "'pg_publication'::regclass", "pnpubid"},
    {"pg_publication_rel", "'pg_publication'::regclass", "prpubid"},
    {"pg_range", "'pg_type'::regclass", "rngtypid"},
    {"pg_rewrite", "'pg_rewrite'::regclass", "oid"},
    {"pg_rewrite", "'pg_class'::regclass", "ev_class"},
    {"pg_seclabel", "classoid", "objoid"},
    {"pg_sequence", "'pg_class'::regclass", "seqrelid"},
    {"pg_statistic_ext", "'pg_statistic_ext'::regclass", "oid"},
    {"pg_transform", "'pg_transform'::regclass", "oid"},
    {"pg_trigger", "'pg_trigger'::regclass", "oid"},
    {"pg_ts_config", "'pg_ts_config'::regclass", "oid"},
    {"pg_ts_config_map", "'pg_ts_config'::regclass", "mapcfg"},
    {"pg_ts_dict", "'pg_ts_dict'::regclass", "oid"},
    {"pg_ts_parser", "'pg_ts_parser'::regclass", "oid"},
    {"pg_ts_template", "'pg_ts_template'::regclass", "oid"},
    {"pg_type", "'pg_type'::regclass", "oid"},
    {"pg_user_mapping", "'pg_user_mapping'::regclass", "oid"},
};

// Say nothing of an object: what ANALYZE found, and whom an object names, which its own row says too.
constexpr std::array<std::string_view, 3> silent{"pg_shdepend", "pg_statistic", "pg_statistic_ext_data"};

// Rows that belong to another object and are described there.
constexpr const char* parts =
    "ARRAY['pg_attrdef', 'pg_rewrite', 'pg_amop', 'pg_amproc', 'pg_publication_rel']::regclass[]::oid[]";

bool is_told(const std::string& catalogue) {
    return std::any_of(std::begin(tellings), std::end(tellings),
                       [&](const auto& telling) { return telling.catalogue == catalogue; });
}

// Of each told object: its catalogue and OID, the telling catalogue's name, and the row's block.
void select_tellings(std::string& sql, std::string_view catalogue, const std::string& condition) {
    for (const auto& telling : tellings) {
        if (telling.catalogue != catalogue) continue;
        sql += std::string(sql.empty() ? "" : " UNION ALL ") + "SELECT " + telling.object_catalogue +
               "::oid, " + telling.object + ", '" + std::string(catalogue) + "', ctid FROM " +
               std::string(catalogue) + " WHERE " + condition;
    }
}

CatalogueObjects related(Session& session, const CatalogueObjects& objects, const std::string& sql) {
    std::vector<Oid> catalogues, oids;
    for (const auto& object : objects) {
        catalogues.push_back(object.catalogue);
        oids.push_back(object.oid);
    }
    const Rows rows =
        session.rows("WITH given (classid, objid) AS (SELECT * FROM unnest(" + oid_array(catalogues) +
                     "::oid[], " + oid_array(oids) + "::oid[])) " + sql);
    CatalogueObjects found;
    for (int i = 0; i < rows.size(); ++i)
        found.insert({static_cast<Oid>(rows.number(i, 0)), static_cast<Oid>(rows.number(i, 1))});
    return found;
}

}  // namespace

ChangedObjects::ChangedObjects(Session& observer) : observer_(observer) {
    const Rows rows = observer_.rows(
        "SELECT oid, relname, pg_catalog.pg_relation_size(oid) / 8192 FROM pg_catalog.pg_class "
        "WHERE relnamespace = 11 AND relkind = 'r'");
    for (int i = 0; i < rows.size(); ++i) {
        const std::string name = rows.text(i, 1);
        if (std::find(silent.begin(), silent.end(), name) != silent.end()) continue;
        catalogues_[static_cast<Oid>(rows.number(i, 0))] = name;
        last_blocks_[name] = std::max(rows.number(i, 2) - 1, 0LL);
    }
}

Written ChangedObjects::written_by(Session& session) const {
    std::vector<Oid> oids;
    for (const auto& [oid, name] : catalogues_) oids.push_back(oid);
    // The counters hold what earlier transactions wrote, too, until they are flushed. Locks on what was
    // written are held to the transaction's end; a sequence gives numbers under one, too.
    const Rows rows = session.rows(R"sql(
SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.xid::text, pg_catalog.current_setting('track_counts'),
    (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', s.slot_name, s.slot_type, s.plugin, s.two_phase), ', ' ORDER BY s.slot_name)
     FROM pg_catalog.pg_replication_slots AS s WHERE NOT s.temporary), 0, 0, 0, 0
UNION ALL
SELECT NULL, NULL, 'catalogue', c.oid, w.inserted, w.updated, w.deleted
FROM pg_catalog.unnest()sql" + oid_array(oids) +
                                   R"sql(::oid[]) AS c (oid)
CROSS JOIN LATERAL (SELECT pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid), pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
    pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)) AS w (inserted, updated, deleted)
WHERE w.inserted + w.updated + w.deleted > 0
UNION ALL
SELECT NULL, NULL, 'relation', l.relation, 0, 0, 0
FROM pg_catalog.pg_locks AS l
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384
    AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
)sql");
    if (session.server_major() >= 15) session.command("SELECT pg_catalog.pg_stat_force_next_flush()");
    Written written;
    written.transaction = rows.text(0, 0);
    written.slots = rows.text(0, 2);
    written.everything = rows.at(0, 1) != "on" && !written.transaction.empty();
    for (int i = 1; i < rows.size(); ++i) {
        const auto oid = static_cast<Oid>(rows.number(i, 3));
        if (rows.at(i, 2) == "relation") {
            written.relations.push_back(oid);
        } else if (!written.transaction.empty()) {
            const std::string& name = catalogues_.at(oid);
            written.catalogues[name] = {rows.number(i, 4), rows.number(i, 5), rows.number(i, 6)};
            written.everything = written.everything || !is_told(name);
        }
    }
    return written;
}

std::optional<CatalogueObjects> ChangedObjects::removed(const Written& written) const {
    std::string sql;
    for (const auto& [name, counts] : written.catalogues)
        if (counts.deleted > 0)
            select_tellings(sql, name, "age(xmax) <= age('" + written.transaction + "'::xid)");
    if (sql.empty()) return CatalogueObjects{};
    try {
        CatalogueObjects objects;
        const Rows rows = observer_.rows(sql);
        for (int i = 0; i < rows.size(); ++i)
            objects.insert({static_cast<Oid>(rows.number(i, 0)), static_cast<Oid>(rows.number(i, 1))});
        return objects;
    } catch (const SqlError& error) {
        if (error.details().sqlstate == "55P03") return std::nullopt;
        throw;
    }
}

// Rows that were only inserted stand, most often, at a catalogue's end. When as many are there as were made,
// the rest of the catalogue need not be read.
CatalogueObjects ChangedObjects::added(const Written& written) {
    const std::string made = "age(xmin) <= age('" + written.transaction + "'::xid)";
    std::string at_end, anywhere;
    for (const auto& [name, counts] : written.catalogues) {
        if (counts.inserted + counts.updated == 0) continue;
        if (counts.updated == 0)
            select_tellings(at_end, name,
                            "ctid >= '(" + std::to_string(last_blocks_[name]) + ",0)' AND " + made);
        else
            select_tellings(anywhere, name, made);
    }
    CatalogueObjects objects;
    const auto take = [&](const std::string& sql, bool count) {
        if (sql.empty()) return;
        std::map<std::string, std::set<std::string>> found;
        const Rows rows = observer_.rows(sql);
        for (int i = 0; i < rows.size(); ++i) {
            objects.insert({static_cast<Oid>(rows.number(i, 0)), static_cast<Oid>(rows.number(i, 1))});
            const std::string row = rows.text(i, 3);
            found[rows.text(i, 2)].insert(row);
            auto& last = last_blocks_[rows.text(i, 2)];
            last = std::max(last, std::atoll(row.c_str() + 1));
        }
        if (!count) return;
        for (const auto& [name, counts] : written.catalogues)
            if (counts.inserted > 0 && counts.updated == 0 &&
                static_cast<long long>(found[name].size()) != counts.inserted)
                select_tellings(anywhere, name, made);
    };
    take(at_end, true);
    take(anywhere, false);
    return objects;
}

CatalogueObjects owners_of(Session& session, const CatalogueObjects& objects) {
    return related(session, objects,
                   "SELECT d.refclassid, d.refobjid FROM given AS g JOIN pg_depend AS d ON d.classid = "
                   "g.classid AND d.objid = g.objid "
                   "WHERE d.deptype = 'i' OR d.deptype = 'a' AND g.classid = ANY (" +
                       std::string(parts) + ")");
}

CatalogueObjects dependents_of(Session& session, const CatalogueObjects& objects) {
    CatalogueObjects found = related(session, objects,
                                     "SELECT d.classid, d.objid FROM given AS g JOIN pg_depend AS d "
                                     "ON d.refclassid = g.classid AND d.refobjid = g.objid");
    if (!found.empty()) found.merge(owners_of(session, found));
    return found;
}

}  // namespace migration

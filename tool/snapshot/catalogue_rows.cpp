#include "snapshot/catalogue_rows.hpp"

#include <algorithm>
#include <array>

namespace migration {
namespace {

// Whose object a catalogue's row tells of: the catalogue that its object stands in, and the column
// that names it.
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
    {"pg_attrdef", "'pg_attrdef'::regclass", "oid"},
    {"pg_attribute", "'pg_class'::regclass", "attrelid"},
    {"pg_cast", "'pg_cast'::regclass", "oid"},
    {"pg_class", "'pg_class'::regclass", "oid"},
    {"pg_collation", "'pg_collation'::regclass", "oid"},
    {"pg_constraint", "'pg_constraint'::regclass", "oid"},
    {"pg_constraint", "'pg_class'::regclass", "conrelid"},
    {"pg_constraint", "'pg_type'::regclass", "contypid"},
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

// Say nothing of an object: what ANALYZE found, and whom an object names, which its own row says
// too.
constexpr std::array<std::string_view, 3> silent{"pg_shdepend", "pg_statistic",
                                                 "pg_statistic_ext_data"};

// How the rows of the relations $1 are found by an index.
struct OfRelations {
    std::string_view catalogue;
    std::string condition;
    bool locked;  // a row is only changed under a lock of its relation (save by GRANT and by hand)
};

// The relations $1 and their indexes.
const std::string with_indexes =
    "(ARRAY(SELECT unnest($1) UNION ALL SELECT i.indexrelid FROM pg_index AS i WHERE i.indrelid = "
    "ANY ($1)))";

const OfRelations of_relations[] = {
    {"pg_attrdef", "c.adrelid = ANY ($1)", true},
    {"pg_attribute", "c.attrelid = ANY " + with_indexes, true},
    {"pg_class", "c.oid = ANY " + with_indexes, true},
    {"pg_constraint", "c.conrelid = ANY ($1)", false},
    {"pg_index", "c.indexrelid = ANY " + with_indexes, true},
    {"pg_rewrite", "c.ev_class = ANY ($1)", false},
    {"pg_trigger", "c.tgrelid = ANY ($1)", false},
    {"pg_type",
     "c.oid = ANY (ARRAY(SELECT t.oid FROM pg_class AS k JOIN pg_type AS r ON r.oid = k.reltype "
     "CROSS JOIN LATERAL (VALUES (r.oid), (r.typarray)) AS t (oid) WHERE k.oid = ANY ($1)))",
     false},
};

const OfRelations* of_relations_in(std::string_view catalogue) {
    const auto* const found =
        std::find_if(std::begin(of_relations), std::end(of_relations),
                     [&](const auto& each) { return each.catalogue == catalogue; });
    return found == std::end(of_relations) ? nullptr : found;
}

}  // namespace

bool describes_nothing(std::string_view catalogue) {
    return std::find(silent.begin(), silent.end(), catalogue) != silent.end();
}

bool is_found_by_relation(std::string_view catalogue) {
    return of_relations_in(catalogue) != nullptr;
}

std::string condition_of_relations(std::string_view catalogue, std::string_view relations) {
    std::string condition = of_relations_in(catalogue)->condition;
    for (auto at = condition.find("$1"); at != std::string::npos;
         at = condition.find("$1", at + relations.size()))
        condition.replace(at, 2, relations);
    return condition;
}

bool is_locked_with_relation(std::string_view catalogue) {
    const auto* const found = of_relations_in(catalogue);
    return found != nullptr && found->locked;
}

bool leads_to_objects(std::string_view catalogue) {
    return std::any_of(std::begin(tellings), std::end(tellings),
                       [&](const auto& telling) { return telling.catalogue == catalogue; });
}

std::string telling_sql(std::string_view catalogue, const std::string& condition,
                        const std::string& own) {
    std::string told;
    for (const auto& telling : tellings) {
        if (telling.catalogue != catalogue) continue;
        std::string_view of = telling.object_catalogue;
        told += std::string(told.empty() ? "(" : ", (") + (of.starts_with('\'') ? "" : "c.") +
                std::string(of) + "::oid, c." + telling.object + ")";
    }
    return "SELECT c.ctid, " + own + ", t.classid, t.objid FROM " + std::string(catalogue) +
           " AS c CROSS JOIN LATERAL (VALUES " + told + ") AS t (classid, objid) WHERE " +
           condition;
}

}  // namespace migration

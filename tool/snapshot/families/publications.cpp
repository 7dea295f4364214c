// Publications and the tables they name.

#include "snapshot/family.hpp"

namespace migration {

const Family publications_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('publication %I', p.pubname),
    NULL,
    pg_catalog.concat_ws(' ',
        pg_catalog.format('CREATE PUBLICATION %I', p.pubname),
        CASE WHEN p.puballtables THEN 'FOR ALL TABLES'
             ELSE 'FOR TABLE ' || (SELECT pg_catalog.string_agg(r.prrelid::pg_catalog.regclass::text, ', '
                    ORDER BY r.prrelid::pg_catalog.regclass::text)
                FROM pg_catalog.pg_publication_rel AS r WHERE r.prpubid = p.oid) END,
        pg_catalog.concat_ws(', ', 'WITH (insert = ' || p.pubinsert, 'update = ' || p.pubupdate, 'delete = ' || p.pubdelete,
            'truncate = ' || p.pubtruncate, 'publish_via_partition_root = ' || p.pubviaroot) || ')')
FROM pg_catalog.pg_publication AS p
)sql"};

}  // namespace migration

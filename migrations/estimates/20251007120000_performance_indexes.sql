-- Migration: performance_indexes
-- Version: 20251007120000_performance_indexes
-- Description: Indexes for material search, sign-in, time stamps, projects, works and statistics

-- ============================
-- FORWARD MIGRATION (UP)
-- ============================

-- Full-text search of materials: names in Russian, codes and suppliers as they are.
CREATE INDEX IF NOT EXISTS idx_materials_fts_gin ON materials USING gin (
    (
        setweight(to_tsvector('russian'::regconfig, name), 'A')
        || setweight(to_tsvector('simple'::regconfig, code || ' ' || coalesce(supplier, '')), 'B')
    )
);
CREATE INDEX IF NOT EXISTS idx_materials_name_prefix ON materials (lower(name) text_pattern_ops);
CREATE INDEX IF NOT EXISTS idx_materials_category_price ON materials (category, unit_price) INCLUDE (name, unit);

-- Sign-in and the check of a right; the password hash stays in the table.
CREATE INDEX IF NOT EXISTS idx_users_auth ON users (email) INCLUDE (id, role) WHERE is_active;
CREATE INDEX IF NOT EXISTS idx_users_last_login ON users (last_login_at DESC NULLS LAST) WHERE is_active;

-- Lists are sorted by what changed last.
CREATE INDEX IF NOT EXISTS idx_materials_updated_created ON materials (updated_at DESC, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_works_updated_created ON works (updated_at DESC, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_estimates_updated_created ON estimates (updated_at DESC, created_at DESC);

-- Projects, works and estimates.
CREATE INDEX IF NOT EXISTS idx_projects_manager_starts ON projects (manager_id, starts_on DESC);
CREATE INDEX IF NOT EXISTS idx_projects_period ON projects USING gist (daterange(starts_on, ends_on, '[]'));
CREATE INDEX IF NOT EXISTS idx_works_phase_code ON works (phase, code);
CREATE INDEX IF NOT EXISTS idx_works_parent_id ON works (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_estimates_project_status ON estimates (project_id, status);
CREATE INDEX IF NOT EXISTS idx_estimates_author_id ON estimates (author_id);
CREATE INDEX IF NOT EXISTS idx_estimate_items_material_id ON estimate_items (material_id) WHERE material_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_estimate_items_work_id ON estimate_items (work_id) WHERE work_id IS NOT NULL;

-- On the parent, so every partition has them, those to come included.
CREATE INDEX IF NOT EXISTS idx_statistics_metric_date ON statistics (metric, stat_date DESC) INCLUDE (value);
CREATE INDEX IF NOT EXISTS idx_statistics_date_brin ON statistics USING brin (stat_date);

-- Category and unit go together; without this the planner multiplies their chances.
CREATE STATISTICS IF NOT EXISTS stat_materials_category_unit (dependencies, mcv) ON category, unit FROM materials;

ALTER TABLE materials ALTER COLUMN name SET STATISTICS 1000;
ALTER TABLE estimate_items SET (fillfactor = 85);

CREATE OR REPLACE FUNCTION search_materials(words TEXT, max_rows INTEGER DEFAULT 20)
RETURNS SETOF materials
LANGUAGE sql
STABLE
AS $$
    SELECT m.*
    FROM public.materials AS m,
         LATERAL (SELECT websearch_to_tsquery('russian', words) || plainto_tsquery('simple', words) AS query) AS q,
         LATERAL (
             SELECT setweight(to_tsvector('russian'::regconfig, m.name), 'A')
                 || setweight(to_tsvector('simple'::regconfig, m.code || ' ' || coalesce(m.supplier, '')), 'B') AS document
         ) AS d
    WHERE d.document @@ q.query
    ORDER BY ts_rank(d.document, q.query) DESC, m.name
    LIMIT max_rows
$$;

COMMENT ON INDEX idx_materials_fts_gin IS 'Full-text search of materials; its expression is that of search_materials()';
COMMENT ON INDEX idx_users_auth IS 'Sign-in by email; the right to act is read from the index alone';
COMMENT ON FUNCTION search_materials(TEXT, INTEGER) IS 'Full-text search of materials, best match first';

-- ============================
-- ROLLBACK MIGRATION (DOWN)
-- ============================
-- ROLLBACK_START
DROP FUNCTION IF EXISTS search_materials(TEXT, INTEGER);
ALTER TABLE estimate_items RESET (fillfactor);
ALTER TABLE materials ALTER COLUMN name SET STATISTICS -1;
DROP STATISTICS IF EXISTS stat_materials_category_unit;
DROP INDEX IF EXISTS idx_statistics_date_brin;
DROP INDEX IF EXISTS idx_statistics_metric_date;
DROP INDEX IF EXISTS idx_estimate_items_work_id;
DROP INDEX IF EXISTS idx_estimate_items_material_id;
DROP INDEX IF EXISTS idx_estimates_author_id;
DROP INDEX IF EXISTS idx_estimates_project_status;
DROP INDEX IF EXISTS idx_works_parent_id;
DROP INDEX IF EXISTS idx_works_phase_code;
DROP INDEX IF EXISTS idx_projects_period;
DROP INDEX IF EXISTS idx_projects_manager_starts;
DROP INDEX IF EXISTS idx_estimates_updated_created;
DROP INDEX IF EXISTS idx_works_updated_created;
DROP INDEX IF EXISTS idx_materials_updated_created;
DROP INDEX IF EXISTS idx_users_last_login;
DROP INDEX IF EXISTS idx_users_auth;
DROP INDEX IF EXISTS idx_materials_category_price;
DROP INDEX IF EXISTS idx_materials_name_prefix;
DROP INDEX IF EXISTS idx_materials_fts_gin;
-- ROLLBACK_END

-- ============================
-- POST MIGRATION VALIDATION
-- ============================
-- VALIDATION_START
SELECT count(*) = 1 AS fts_index_exists
FROM pg_catalog.pg_indexes
WHERE schemaname = 'public' AND indexname = 'idx_materials_fts_gin' AND indexdef LIKE '%USING gin%';
SELECT count(*) = 2 AS auth_indexes_exist
FROM pg_catalog.pg_indexes
WHERE schemaname = 'public' AND indexname IN ('idx_users_auth', 'idx_users_last_login');
SELECT bool_and(i.indisvalid AND i.indisready) AS no_index_is_broken
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
WHERE c.relname LIKE 'idx\_%';
SELECT count(*) = 3 AS every_partition_is_indexed
FROM pg_catalog.pg_inherits
WHERE inhparent = 'public.idx_statistics_metric_date'::regclass;
SELECT count(*) >= 1 AS search_finds_by_code FROM search_materials('M-0001');
-- VALIDATION_END

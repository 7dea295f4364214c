-- Migration: multitenancy_enhancement
-- Version: 20251007121000_multitenancy_enhancement
-- Description: Tenants, tenant_id in all main tables, row level security and the tenant context

-- ============================
-- FORWARD MIGRATION (UP)
-- ============================

CREATE TABLE IF NOT EXISTS tenants (
    id         UUID         PRIMARY KEY DEFAULT gen_random_uuid(),
    slug       VARCHAR(63)  NOT NULL,
    name       VARCHAR(255) NOT NULL,
    plan       VARCHAR(20)  NOT NULL DEFAULT 'basic',
    settings   JSONB        NOT NULL DEFAULT '{}',
    max_users  INTEGER      NOT NULL DEFAULT 10,
    is_active  BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    CONSTRAINT tenants_slug_key UNIQUE (slug),
    CONSTRAINT tenants_slug_format CHECK (slug ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'),
    CONSTRAINT tenants_plan_known CHECK (plan IN ('basic', 'professional', 'enterprise')),
    CONSTRAINT tenants_max_users_positive CHECK (max_users > 0)
);

CREATE OR REPLACE TRIGGER trg_tenants_touch BEFORE UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

INSERT INTO tenants (id, slug, name, plan, max_users, created_at, updated_at)
VALUES (
    '00000000-0000-4000-8000-000000000001', 'default', 'Организация по умолчанию', 'enterprise', 1000,
    TIMESTAMPTZ '2025-10-07 00:00:00+00', TIMESTAMPTZ '2025-10-07 00:00:00+00'
)
ON CONFLICT (id) DO NOTHING;

CREATE OR REPLACE FUNCTION current_tenant_id()
RETURNS UUID
LANGUAGE sql
STABLE
PARALLEL SAFE
AS $$
    SELECT nullif(current_setting('app.current_tenant_id', TRUE), '')::UUID
$$;

-- Runs as its owner, because tenants shows a tenant nothing but itself.
CREATE OR REPLACE FUNCTION set_tenant_context(tenant UUID)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM tenants WHERE id = tenant AND is_active) THEN
        RAISE EXCEPTION 'no active tenant "%"', tenant USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    PERFORM set_config('app.current_tenant_id', tenant::TEXT, FALSE);
END;
$$;

CREATE OR REPLACE FUNCTION clear_tenant_context()
RETURNS VOID
LANGUAGE sql
AS $$
    SELECT set_config('app.current_tenant_id', '', FALSE)
$$;

-- Existing rows go to the default tenant. A constant default fills them without a rewrite and without
-- firing the triggers that stamp updated_at; afterwards new rows get the tenant of their session.
ALTER TABLE users ADD COLUMN IF NOT EXISTS tenant_id UUID NOT NULL
    DEFAULT '00000000-0000-4000-8000-000000000001' REFERENCES tenants (id) ON DELETE RESTRICT;
ALTER TABLE materials ADD COLUMN IF NOT EXISTS tenant_id UUID NOT NULL
    DEFAULT '00000000-0000-4000-8000-000000000001' REFERENCES tenants (id) ON DELETE RESTRICT;
ALTER TABLE works ADD COLUMN IF NOT EXISTS tenant_id UUID NOT NULL
    DEFAULT '00000000-0000-4000-8000-000000000001' REFERENCES tenants (id) ON DELETE RESTRICT;
ALTER TABLE projects ADD COLUMN IF NOT EXISTS tenant_id UUID NOT NULL
    DEFAULT '00000000-0000-4000-8000-000000000001' REFERENCES tenants (id) ON DELETE RESTRICT;
ALTER TABLE estimates ADD COLUMN IF NOT EXISTS tenant_id UUID NOT NULL
    DEFAULT '00000000-0000-4000-8000-000000000001' REFERENCES tenants (id) ON DELETE RESTRICT;
ALTER TABLE estimate_items ADD COLUMN IF NOT EXISTS tenant_id UUID NOT NULL
    DEFAULT '00000000-0000-4000-8000-000000000001' REFERENCES tenants (id) ON DELETE RESTRICT;
ALTER TABLE statistics ADD COLUMN IF NOT EXISTS tenant_id UUID NOT NULL
    DEFAULT '00000000-0000-4000-8000-000000000001' REFERENCES tenants (id) ON DELETE RESTRICT;

ALTER TABLE users ALTER COLUMN tenant_id SET DEFAULT current_tenant_id();
ALTER TABLE materials ALTER COLUMN tenant_id SET DEFAULT current_tenant_id();
ALTER TABLE works ALTER COLUMN tenant_id SET DEFAULT current_tenant_id();
ALTER TABLE projects ALTER COLUMN tenant_id SET DEFAULT current_tenant_id();
ALTER TABLE estimates ALTER COLUMN tenant_id SET DEFAULT current_tenant_id();
ALTER TABLE estimate_items ALTER COLUMN tenant_id SET DEFAULT current_tenant_id();
ALTER TABLE statistics ALTER COLUMN tenant_id SET DEFAULT current_tenant_id();

CREATE INDEX IF NOT EXISTS idx_users_tenant_id ON users (tenant_id);
CREATE INDEX IF NOT EXISTS idx_projects_tenant_id ON projects (tenant_id, updated_at DESC);
CREATE INDEX IF NOT EXISTS idx_estimates_tenant_id ON estimates (tenant_id, status);
CREATE INDEX IF NOT EXISTS idx_estimate_items_tenant_id ON estimate_items (tenant_id);

-- Two tenants may use one code, and count one metric on one day.
CREATE UNIQUE INDEX IF NOT EXISTS idx_materials_tenant_code ON materials (tenant_id, code);
CREATE UNIQUE INDEX IF NOT EXISTS idx_works_tenant_code ON works (tenant_id, code);
ALTER TABLE materials DROP CONSTRAINT IF EXISTS materials_code_key;
ALTER TABLE works DROP CONSTRAINT IF EXISTS works_code_key;
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint
        WHERE conrelid = 'public.statistics'::regclass AND contype = 'p' AND cardinality(conkey) = 3
    ) THEN
        ALTER TABLE public.statistics
            DROP CONSTRAINT statistics_pkey,
            ADD CONSTRAINT statistics_pkey PRIMARY KEY (stat_date, metric, tenant_id);
    END IF;
END
$$;

-- Every table shows and takes the rows of the tenant in the context, and none without one.
DO $$
DECLARE
    table_name TEXT;
BEGIN
    FOREACH table_name IN ARRAY ARRAY['users', 'materials', 'works', 'projects', 'estimates', 'estimate_items', 'statistics'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', table_name);
        EXECUTE format('DROP POLICY IF EXISTS tenant_isolation ON public.%I', table_name);
        EXECUTE format(
            'CREATE POLICY tenant_isolation ON public.%I USING (tenant_id = public.current_tenant_id())'
            ' WITH CHECK (tenant_id = public.current_tenant_id())', table_name);
    END LOOP;
END
$$;

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS tenant_sees_itself ON tenants;
CREATE POLICY tenant_sees_itself ON tenants FOR SELECT USING (id = current_tenant_id());

-- A view reads with the rights of its owner, past the policies, so it filters by itself.
CREATE OR REPLACE VIEW reporting.estimate_totals AS
SELECT e.id AS estimate_id, e.project_id, e.status,
       coalesce(sum(i.total), 0) AS direct_costs,
       round(coalesce(sum(i.total), 0) * (1 + e.overhead / 100), 2) AS total
FROM public.estimates AS e
LEFT JOIN public.estimate_items AS i ON i.estimate_id = e.id
WHERE e.tenant_id = public.current_tenant_id()
GROUP BY e.id;

COMMENT ON TABLE tenants IS 'Organisations; each one sees its own rows only';
COMMENT ON FUNCTION current_tenant_id() IS 'Tenant of this session, NULL when none is set';
COMMENT ON FUNCTION set_tenant_context(UUID) IS 'Puts the session into a tenant that exists and is active';
COMMENT ON POLICY tenant_sees_itself ON tenants IS 'No tenant learns of the others';

-- ============================
-- ROLLBACK MIGRATION (DOWN)
-- ============================
-- ROLLBACK_START
DROP POLICY IF EXISTS tenant_sees_itself ON tenants;
DO $$
DECLARE
    table_name TEXT;
BEGIN
    FOREACH table_name IN ARRAY ARRAY['users', 'materials', 'works', 'projects', 'estimates', 'estimate_items', 'statistics'] LOOP
        EXECUTE format('DROP POLICY IF EXISTS tenant_isolation ON public.%I', table_name);
        EXECUTE format('ALTER TABLE public.%I DISABLE ROW LEVEL SECURITY', table_name);
    END LOOP;

    -- These stop the way back while two tenants share a code or a metric: their rows must not be mixed.
    IF to_regclass('public.materials_code_key') IS NULL THEN
        ALTER TABLE public.materials ADD CONSTRAINT materials_code_key UNIQUE (code);
    END IF;
    IF to_regclass('public.works_code_key') IS NULL THEN
        ALTER TABLE public.works ADD CONSTRAINT works_code_key UNIQUE (code);
    END IF;
    IF EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint
        WHERE conrelid = 'public.statistics'::regclass AND contype = 'p' AND cardinality(conkey) = 3
    ) THEN
        ALTER TABLE public.statistics
            DROP CONSTRAINT statistics_pkey,
            ADD CONSTRAINT statistics_pkey PRIMARY KEY (stat_date, metric);
    END IF;
END
$$;
CREATE OR REPLACE VIEW reporting.estimate_totals AS
SELECT e.id AS estimate_id, e.project_id, e.status,
       coalesce(sum(i.total), 0) AS direct_costs,
       round(coalesce(sum(i.total), 0) * (1 + e.overhead / 100), 2) AS total
FROM public.estimates AS e
LEFT JOIN public.estimate_items AS i ON i.estimate_id = e.id
GROUP BY e.id;

-- The indexes on tenant_id go with their column.
ALTER TABLE statistics DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE estimate_items DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE estimates DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE projects DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE works DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE materials DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE users DROP COLUMN IF EXISTS tenant_id;
DROP FUNCTION IF EXISTS clear_tenant_context();
DROP FUNCTION IF EXISTS set_tenant_context(UUID);
DROP TABLE IF EXISTS tenants;
DROP FUNCTION IF EXISTS current_tenant_id();
-- ROLLBACK_END

-- ============================
-- POST MIGRATION VALIDATION
-- ============================
-- VALIDATION_START
SELECT to_regclass('public.tenants') IS NOT NULL AS tenants_exist;
SELECT count(*) = 1 AS default_tenant_exists FROM tenants WHERE slug = 'default' AND is_active;
SELECT count(*) = 7 AS every_table_is_isolated
FROM pg_catalog.pg_policies
WHERE schemaname = 'public' AND policyname = 'tenant_isolation';
SELECT count(*) = 0 AS no_row_without_tenant
FROM (SELECT tenant_id FROM materials UNION ALL SELECT tenant_id FROM works UNION ALL SELECT tenant_id FROM users) AS r
WHERE tenant_id IS NULL;
-- VALIDATION_END

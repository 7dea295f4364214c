-- 008_microdao_core.sql
-- MicroDAO: small self-governed groups with members and a treasury. Needs 001.
-- Safe to run again: every object is created only where it is missing.

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'microdao_role' AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE TYPE microdao_role AS ENUM ('founder', 'steward', 'member', 'observer');
    END IF;

    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'token_amount' AND typnamespace = 'public'::regnamespace
    ) THEN
        -- 18 decimals, as most ledgers count.
        CREATE DOMAIN token_amount AS NUMERIC(38, 18)
            CONSTRAINT token_amount_not_negative CHECK (VALUE >= 0);
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS microdaos (
    id          UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    slug        TEXT        NOT NULL,
    name        TEXT        NOT NULL,
    mission     TEXT        NOT NULL DEFAULT '',
    founder_id  UUID        NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    parent_id   UUID        REFERENCES microdaos (id) ON DELETE SET NULL,
    settings    JSONB       NOT NULL DEFAULT '{}',
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT microdaos_slug_key UNIQUE (slug),
    CONSTRAINT microdaos_slug_format CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT microdaos_not_own_parent CHECK (parent_id <> id),
    CONSTRAINT microdaos_settings_is_object CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX IF NOT EXISTS idx_microdaos_founder_id ON microdaos (founder_id);
CREATE INDEX IF NOT EXISTS idx_microdaos_parent_id ON microdaos (parent_id) WHERE parent_id IS NOT NULL;

CREATE OR REPLACE TRIGGER trg_microdaos_updated_at
    BEFORE UPDATE ON microdaos
    FOR EACH ROW
    EXECUTE FUNCTION set_updated_at();

CREATE TABLE IF NOT EXISTS microdao_members (
    microdao_id UUID          NOT NULL REFERENCES microdaos (id) ON DELETE CASCADE,
    user_id     UUID          NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role        microdao_role NOT NULL DEFAULT 'member',
    share       token_amount  NOT NULL DEFAULT 0,
    joined_at   TIMESTAMPTZ   NOT NULL DEFAULT now(),
    left_at     TIMESTAMPTZ,
    PRIMARY KEY (microdao_id, user_id),
    CONSTRAINT microdao_members_leave_after_joining CHECK (left_at IS NULL OR left_at >= joined_at)
);

CREATE INDEX IF NOT EXISTS idx_microdao_members_user_id ON microdao_members (user_id) WHERE left_at IS NULL;

CREATE TABLE IF NOT EXISTS microdao_treasury_entries (
    id          BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    microdao_id UUID        NOT NULL REFERENCES microdaos (id) ON DELETE RESTRICT,
    direction   CHAR(1)     NOT NULL CHECK (direction IN ('+', '-')),
    amount      token_amount NOT NULL CHECK (amount > 0),
    token       VARCHAR(16) NOT NULL DEFAULT 'DAAR',
    memo        TEXT        NOT NULL DEFAULT '',
    recorded_by UUID        REFERENCES users (id) ON DELETE SET NULL,
    recorded_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_microdao_treasury_balance
    ON microdao_treasury_entries (microdao_id, token) INCLUDE (direction, amount);

CREATE OR REPLACE VIEW microdao_balances AS
SELECT microdao_id, token, sum(CASE direction WHEN '+' THEN amount ELSE -amount END) AS balance
FROM microdao_treasury_entries
GROUP BY microdao_id, token;

COMMENT ON TABLE microdaos IS 'Small self-governed groups of the city';
COMMENT ON TABLE microdao_members IS 'Members, also former ones (left_at)';
COMMENT ON COLUMN microdao_members.share IS 'Weight of the vote and part of the treasury';
COMMENT ON TABLE microdao_treasury_entries IS 'Book of the treasury; corrected by a counter-entry only';
COMMENT ON VIEW microdao_balances IS 'What each microDAO owns of each token';
COMMENT ON DOMAIN token_amount IS 'Amount of a token with 18 decimals';

INSERT INTO microdaos (id, slug, name, mission, founder_id, settings, created_at, updated_at)
VALUES (
    '00000000-0000-4000-8000-000000000801', 'daarion', 'DAARION DAO', 'Місто агентів і людей',
    '00000000-0000-4000-8000-000000000001', '{"visibility": "public"}',
    TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00'
)
ON CONFLICT (id) DO NOTHING;

INSERT INTO microdao_members (microdao_id, user_id, role, share, joined_at)
VALUES (
    '00000000-0000-4000-8000-000000000801', '00000000-0000-4000-8000-000000000001',
    'founder', 1, TIMESTAMPTZ '2025-11-24 00:00:00+00'
)
ON CONFLICT (microdao_id, user_id) DO NOTHING;

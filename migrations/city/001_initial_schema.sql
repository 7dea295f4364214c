-- 001_initial_schema.sql
-- Base schema of DAARION: users and their sign-in sessions.
-- Safe to run again: every object is created only where it is missing.

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1
        FROM pg_catalog.pg_type
        WHERE typname = 'user_role'
          AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE TYPE user_role AS ENUM ('guest', 'citizen', 'moderator', 'admin', 'system');
    END IF;
END
$$;

COMMENT ON TYPE user_role IS 'What a user may do in the city, from least to most';

-- One trigger function keeps updated_at true in every table that has it.
CREATE OR REPLACE FUNCTION set_updated_at()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION set_updated_at() IS 'BEFORE UPDATE trigger: stamps the row with the time of the transaction';

CREATE TABLE IF NOT EXISTS users (
    id           UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    email        TEXT        NOT NULL,
    handle       TEXT        NOT NULL,
    display_name TEXT        NOT NULL,
    role         user_role   NOT NULL DEFAULT 'citizen',
    locale       VARCHAR(10) NOT NULL DEFAULT 'uk',
    avatar_url   TEXT,
    is_active    BOOLEAN     NOT NULL DEFAULT TRUE,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at   TIMESTAMPTZ,
    CONSTRAINT users_email_format CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    CONSTRAINT users_handle_key UNIQUE (handle),
    CONSTRAINT users_handle_format CHECK (handle ~ '^[a-z0-9][a-z0-9_-]{1,31}$'),
    CONSTRAINT users_display_name_not_blank CHECK (btrim(display_name) <> ''),
    CONSTRAINT users_deleted_are_inactive CHECK (deleted_at IS NULL OR NOT is_active)
);

CREATE UNIQUE INDEX IF NOT EXISTS idx_users_email_lower ON users (lower(email));
CREATE INDEX IF NOT EXISTS idx_users_role ON users (role) WHERE deleted_at IS NULL;

CREATE OR REPLACE TRIGGER trg_users_updated_at
    BEFORE UPDATE ON users
    FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE users IS 'People and service accounts of the city';
COMMENT ON COLUMN users.handle IS 'Public short name, unique and in lower case';
COMMENT ON COLUMN users.deleted_at IS 'Soft delete; the row stays because messages point at it';

CREATE TABLE IF NOT EXISTS sessions (
    id           UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id      UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash   BYTEA       NOT NULL,
    user_agent   TEXT,
    ip_address   INET,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_seen_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at   TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '30 days',
    revoked_at   TIMESTAMPTZ,
    CONSTRAINT sessions_token_hash_key UNIQUE (token_hash),
    CONSTRAINT sessions_token_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
    CONSTRAINT sessions_expire_after_start CHECK (expires_at > created_at)
);

CREATE INDEX IF NOT EXISTS idx_sessions_user_id ON sessions (user_id);
CREATE INDEX IF NOT EXISTS idx_sessions_expires_at ON sessions (expires_at) WHERE revoked_at IS NULL;

COMMENT ON TABLE sessions IS 'Sign-in sessions; only the SHA-256 of the token is kept';

CREATE OR REPLACE VIEW active_sessions AS
SELECT s.id, s.user_id, u.handle, s.ip_address, s.last_seen_at, s.expires_at
FROM sessions AS s
JOIN users AS u ON u.id = s.user_id
WHERE s.revoked_at IS NULL
  AND s.expires_at > now()
  AND u.is_active;

COMMENT ON VIEW active_sessions IS 'Sessions that still open a door';

-- The account in whose name the platform itself acts.
INSERT INTO users (id, email, handle, display_name, role, created_at, updated_at)
VALUES (
    '00000000-0000-4000-8000-000000000001',
    'system@daarion.space',
    'daarion',
    'DAARION',
    'system',
    TIMESTAMPTZ '2025-11-24 00:00:00+00',
    TIMESTAMPTZ '2025-11-24 00:00:00+00'
)
ON CONFLICT (id) DO NOTHING;

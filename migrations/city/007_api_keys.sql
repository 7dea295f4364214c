-- 007_api_keys.sql
-- API keys with scopes and a daily count of use. Needs 001.
-- Safe to run again: every object is created only where it is missing.

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'api_scope' AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE DOMAIN api_scope AS TEXT
            CONSTRAINT api_scope_format CHECK (VALUE ~ '^[a-z_]+:(read|write|admin)$');
    END IF;
END
$$;

COMMENT ON DOMAIN api_scope IS 'resource:right, for instance city_rooms:read';

CREATE TABLE IF NOT EXISTS api_keys (
    id           UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id      UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name         TEXT        NOT NULL,
    key_prefix   CHAR(8)     NOT NULL,
    key_hash     BYTEA       NOT NULL,
    scopes       api_scope[] NOT NULL DEFAULT '{}',
    daily_limit  INTEGER     NOT NULL DEFAULT 10000,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_used_at TIMESTAMPTZ,
    expires_at   TIMESTAMPTZ,
    revoked_at   TIMESTAMPTZ,
    CONSTRAINT api_keys_user_id_name_key UNIQUE (user_id, name),
    CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash),
    CONSTRAINT api_keys_key_hash_is_sha256 CHECK (octet_length(key_hash) = 32),
    CONSTRAINT api_keys_daily_limit_positive CHECK (daily_limit > 0),
    CONSTRAINT api_keys_expire_after_start CHECK (expires_at IS NULL OR expires_at > created_at)
);

CREATE INDEX IF NOT EXISTS idx_api_keys_prefix ON api_keys USING hash (key_prefix);
CREATE INDEX IF NOT EXISTS idx_api_keys_live ON api_keys (user_id, created_at) WHERE revoked_at IS NULL;

COMMENT ON TABLE api_keys IS 'Keys for programs; the key itself is shown once and never stored';
COMMENT ON COLUMN api_keys.key_prefix IS 'First eight characters, to find and to name the key';

CREATE TABLE IF NOT EXISTS api_key_usage (
    api_key_id UUID   NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    used_on    DATE   NOT NULL,
    requests   BIGINT NOT NULL DEFAULT 0 CHECK (requests >= 0),
    PRIMARY KEY (api_key_id, used_on)
);

CREATE INDEX IF NOT EXISTS idx_api_key_usage_used_on ON api_key_usage (used_on);

COMMENT ON TABLE api_key_usage IS 'Requests a key and day, in UTC';

-- Counts one request; false when the key is dead or its limit for the day is spent.
CREATE OR REPLACE FUNCTION use_api_key(hash BYTEA, scope TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    found_key api_keys%ROWTYPE;
    used      BIGINT;
BEGIN
    SELECT * INTO found_key
    FROM api_keys
    WHERE key_hash = hash
      AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > now())
      AND scope = ANY (scopes::TEXT[]);

    IF NOT FOUND THEN
        RETURN FALSE;
    END IF;

    INSERT INTO api_key_usage AS u (api_key_id, used_on, requests)
    VALUES (found_key.id, (now() AT TIME ZONE 'UTC')::DATE, 1)
    ON CONFLICT (api_key_id, used_on) DO UPDATE SET requests = u.requests + 1
    RETURNING requests INTO used;

    UPDATE api_keys SET last_used_at = now() WHERE id = found_key.id;
    RETURN used <= found_key.daily_limit;
END;
$$;

COMMENT ON FUNCTION use_api_key(BYTEA, TEXT) IS 'Checks a key for a scope and counts the request';

-- It runs with the rights of its owner, so nobody gets it by default.
REVOKE ALL ON FUNCTION use_api_key(BYTEA, TEXT) FROM PUBLIC;

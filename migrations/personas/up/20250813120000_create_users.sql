-- Migration: 20250813120000_create_users.sql
-- Description: Creates users and their API tokens, the base of all other tables

BEGIN;

DO $$
BEGIN
    IF to_regtype('public.account_kind') IS NULL THEN
        CREATE TYPE account_kind AS ENUM ('human', 'system', 'test');
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION update_updated_at_column()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP;
    RETURN NEW;
END;
$$;

CREATE TABLE IF NOT EXISTS users (
    id         UUID         PRIMARY KEY DEFAULT gen_random_uuid(),
    email      VARCHAR(255) NOT NULL,
    name       VARCHAR(255) NOT NULL,
    kind       account_kind NOT NULL DEFAULT 'human',
    is_active  BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT users_email_shape CHECK (position('@' IN email) > 1),
    CONSTRAINT users_name_not_blank CHECK (btrim(name) <> '')
);

CREATE UNIQUE INDEX IF NOT EXISTS users_email_unique ON users (lower(email));
CREATE INDEX IF NOT EXISTS idx_users_kind ON users (kind) WHERE kind <> 'human';

CREATE OR REPLACE TRIGGER update_users_updated_at
    BEFORE UPDATE ON users
    FOR EACH ROW
    EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE IF NOT EXISTS api_tokens (
    token_hash CHAR(64)     PRIMARY KEY,
    user_id    UUID         NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    label      VARCHAR(100) NOT NULL,
    created_at TIMESTAMP    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMP,
    revoked_at TIMESTAMP,
    CONSTRAINT api_tokens_hash_is_hex CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT api_tokens_user_label_key UNIQUE (user_id, label),
    CONSTRAINT api_tokens_life CHECK (expires_at > created_at)
);

CREATE INDEX IF NOT EXISTS idx_api_tokens_live ON api_tokens (user_id) WHERE revoked_at IS NULL;

COMMENT ON TABLE users IS 'People and service accounts of the Gaia Platform';
COMMENT ON COLUMN users.kind IS 'human; system: the platform itself; test: removed from reports';
COMMENT ON TABLE api_tokens IS 'SHA-256 of tokens, in hexadecimal; the token is shown once';

-- Record migration
INSERT INTO schema_migrations (version, applied_by) VALUES ('20250813120000_create_users', 'migration_script');

COMMIT;

-- Migration: auth_security_enhancement
-- Version: 20251007122000_auth_security_enhancement
-- Description: Refresh tokens, sessions, login attempts with rate limiting, password reset, lock-out, 2FA

-- ============================
-- FORWARD MIGRATION (UP)
-- ============================

ALTER TABLE users ADD COLUMN IF NOT EXISTS failed_login_attempts SMALLINT NOT NULL DEFAULT 0
    CONSTRAINT users_failed_login_attempts_not_negative CHECK (failed_login_attempts >= 0);
ALTER TABLE users ADD COLUMN IF NOT EXISTS locked_until TIMESTAMPTZ;
ALTER TABLE users ADD COLUMN IF NOT EXISTS two_factor_secret BYTEA;
ALTER TABLE users ADD COLUMN IF NOT EXISTS two_factor_enabled BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT users_two_factor_has_secret CHECK (NOT two_factor_enabled OR two_factor_secret IS NOT NULL);

CREATE TABLE IF NOT EXISTS user_sessions (
    id         UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id    UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    ip_address INET,
    user_agent TEXT,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ,
    CONSTRAINT user_sessions_life CHECK (expires_at > started_at)
);
CREATE INDEX IF NOT EXISTS idx_user_sessions_live ON user_sessions (user_id, expires_at) WHERE revoked_at IS NULL;

-- A token is used once and replaced; a second use of it betrays a theft.
CREATE TABLE IF NOT EXISTS refresh_tokens (
    token_hash  BYTEA       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id  UUID        NOT NULL REFERENCES user_sessions (id) ON DELETE CASCADE,
    issued_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at  TIMESTAMPTZ NOT NULL,
    used_at     TIMESTAMPTZ,
    replaced_by BYTEA       REFERENCES refresh_tokens (token_hash) ON DELETE SET NULL,
    CONSTRAINT refresh_tokens_life CHECK (expires_at > issued_at),
    CONSTRAINT refresh_tokens_replaced_when_used CHECK (replaced_by IS NULL OR used_at IS NOT NULL)
);
CREATE INDEX IF NOT EXISTS idx_refresh_tokens_session_id ON refresh_tokens (session_id);
CREATE INDEX IF NOT EXISTS idx_refresh_tokens_expires_at ON refresh_tokens (expires_at);

CREATE TABLE IF NOT EXISTS password_reset_tokens (
    token_hash BYTEA       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    user_id    UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issued_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '1 hour',
    used_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX IF NOT EXISTS idx_password_reset_one_open ON password_reset_tokens (user_id) WHERE used_at IS NULL;

CREATE TABLE IF NOT EXISTS login_attempts (
    id           BIGINT       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email        VARCHAR(255) NOT NULL,
    ip_address   INET         NOT NULL,
    succeeded    BOOLEAN      NOT NULL,
    attempted_at TIMESTAMPTZ  NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS idx_login_attempts_email ON login_attempts (email, attempted_at DESC) WHERE NOT succeeded;
CREATE INDEX IF NOT EXISTS idx_login_attempts_ip ON login_attempts (ip_address, attempted_at DESC) WHERE NOT succeeded;

-- Rate limit: 5 failures an email or 20 an address within 15 minutes.
CREATE OR REPLACE FUNCTION is_login_allowed(login_email TEXT, login_ip INET)
RETURNS BOOLEAN
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT (SELECT count(*) FROM login_attempts
            WHERE email = lower(login_email) AND NOT succeeded AND attempted_at > now() - INTERVAL '15 minutes') < 5
       AND (SELECT count(*) FROM login_attempts
            WHERE ip_address = login_ip AND NOT succeeded AND attempted_at > now() - INTERVAL '15 minutes') < 20
       AND NOT EXISTS (SELECT 1 FROM users WHERE email = lower(login_email) AND locked_until > now())
$$;

-- Every fifth failure in a row locks the user for half an hour.
CREATE OR REPLACE FUNCTION record_login_attempt(login_email TEXT, login_ip INET, login_succeeded BOOLEAN)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO login_attempts (email, ip_address, succeeded)
    VALUES (lower(login_email), login_ip, login_succeeded);

    UPDATE users
    SET failed_login_attempts = CASE WHEN login_succeeded THEN 0 ELSE failed_login_attempts + 1 END,
        last_login_at = CASE WHEN login_succeeded THEN now() ELSE last_login_at END,
        locked_until = CASE
            WHEN login_succeeded THEN NULL
            WHEN (failed_login_attempts + 1) % 5 = 0 THEN now() + INTERVAL '30 minutes'
            ELSE locked_until
        END
    WHERE email = lower(login_email);
END;
$$;

CREATE OR REPLACE FUNCTION revoke_user_sessions(of_user UUID)
RETURNS INTEGER
LANGUAGE plpgsql
AS $$
DECLARE
    revoked INTEGER;
BEGIN
    UPDATE public.user_sessions SET revoked_at = now() WHERE user_id = of_user AND revoked_at IS NULL;
    GET DIAGNOSTICS revoked = ROW_COUNT;
    DELETE FROM public.refresh_tokens WHERE session_id IN (SELECT id FROM public.user_sessions WHERE user_id = of_user);
    RETURN revoked;
END;
$$;

-- Whoever stole the old password loses the sessions with it.
CREATE OR REPLACE FUNCTION revoke_sessions_on_password_change()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM public.revoke_user_sessions(NEW.id);
    RETURN NULL;
END;
$$;
CREATE OR REPLACE TRIGGER trg_users_password_change
    AFTER UPDATE OF password_hash ON users
    FOR EACH ROW
    WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash)
    EXECUTE FUNCTION revoke_sessions_on_password_change();

CREATE OR REPLACE PROCEDURE cleanup_expired_tokens(keep INTERVAL DEFAULT INTERVAL '30 days')
LANGUAGE sql
AS $$
    DELETE FROM public.refresh_tokens WHERE expires_at < now();
    DELETE FROM public.password_reset_tokens WHERE expires_at < now();
    DELETE FROM public.user_sessions WHERE expires_at < now() - keep;
    DELETE FROM public.login_attempts WHERE attempted_at < now() - keep;
$$;

REVOKE ALL ON FUNCTION is_login_allowed(TEXT, INET) FROM PUBLIC;
REVOKE ALL ON FUNCTION record_login_attempt(TEXT, INET, BOOLEAN) FROM PUBLIC;

COMMENT ON TABLE refresh_tokens IS 'SHA-256 of refresh tokens, one use each';
COMMENT ON TABLE login_attempts IS 'For the rate limit; cleaned by cleanup_expired_tokens()';
COMMENT ON COLUMN users.two_factor_secret IS 'Encrypted by the application; the database never sees it in clear';
COMMENT ON FUNCTION is_login_allowed(TEXT, INET) IS 'False while an email, an address or a user is blocked';
COMMENT ON PROCEDURE cleanup_expired_tokens(INTERVAL) IS 'For a nightly job';

-- ============================
-- ROLLBACK MIGRATION (DOWN)
-- ============================
-- ROLLBACK_START
DROP TRIGGER IF EXISTS trg_users_password_change ON users;
DROP PROCEDURE IF EXISTS cleanup_expired_tokens(INTERVAL);
DROP FUNCTION IF EXISTS revoke_sessions_on_password_change();
DROP FUNCTION IF EXISTS revoke_user_sessions(UUID);
DROP FUNCTION IF EXISTS record_login_attempt(TEXT, INET, BOOLEAN);
DROP FUNCTION IF EXISTS is_login_allowed(TEXT, INET);
DROP TABLE IF EXISTS login_attempts;
DROP TABLE IF EXISTS password_reset_tokens;
DROP TABLE IF EXISTS refresh_tokens;
DROP TABLE IF EXISTS user_sessions;
ALTER TABLE users DROP COLUMN IF EXISTS two_factor_enabled;
ALTER TABLE users DROP COLUMN IF EXISTS two_factor_secret;
ALTER TABLE users DROP COLUMN IF EXISTS locked_until;
ALTER TABLE users DROP COLUMN IF EXISTS failed_login_attempts;
-- ROLLBACK_END

-- ============================
-- POST MIGRATION VALIDATION
-- ============================
-- VALIDATION_START
SELECT count(*) = 4 AS all_tables_exist
FROM pg_catalog.pg_tables
WHERE schemaname = 'public'
  AND tablename IN ('refresh_tokens', 'user_sessions', 'login_attempts', 'password_reset_tokens');
SELECT bool_and(NOT two_factor_enabled) IS NOT FALSE AS two_factor_is_off_at_first FROM users;
SELECT is_login_allowed('nobody@example.org', '192.0.2.1') AS a_stranger_may_try;
-- VALIDATION_END

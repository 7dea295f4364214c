-- 006_passkeys.sql
-- Passkey (WebAuthn) authentication: credentials and pending challenges. Needs 001.
-- Safe to run again: every object is created only where it is missing.

CREATE TABLE IF NOT EXISTS passkeys (
    id              UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id         UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id   BYTEA       NOT NULL,
    public_key      BYTEA       NOT NULL,
    algorithm       SMALLINT    NOT NULL DEFAULT -7,
    sign_count      BIGINT      NOT NULL DEFAULT 0,
    aaguid          UUID,
    transports      TEXT[]      NOT NULL DEFAULT '{}',
    device_name     TEXT        NOT NULL DEFAULT 'Passkey',
    backup_eligible BOOLEAN     NOT NULL DEFAULT FALSE,
    backed_up       BOOLEAN     NOT NULL DEFAULT FALSE,
    created_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_used_at    TIMESTAMPTZ,
    CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id),
    CONSTRAINT passkeys_credential_id_length CHECK (octet_length(credential_id) BETWEEN 16 AND 1023),
    CONSTRAINT passkeys_algorithm_known CHECK (algorithm IN (-7, -8, -257)),
    CONSTRAINT passkeys_sign_count_unsigned CHECK (sign_count BETWEEN 0 AND 4294967295),
    CONSTRAINT passkeys_transports_known CHECK (
        transports <@ ARRAY['usb', 'nfc', 'ble', 'internal', 'hybrid', 'smart-card']
    ),
    CONSTRAINT passkeys_backup_flags CHECK (backup_eligible OR NOT backed_up)
);

CREATE INDEX IF NOT EXISTS idx_passkeys_user_id ON passkeys (user_id);

ALTER TABLE passkeys ALTER COLUMN public_key SET STORAGE EXTERNAL;

COMMENT ON TABLE passkeys IS 'WebAuthn credentials of users';
COMMENT ON COLUMN passkeys.public_key IS 'COSE key; random bytes, so not worth compressing';
COMMENT ON COLUMN passkeys.algorithm IS 'COSE number: -7 ES256, -8 EdDSA, -257 RS256';
COMMENT ON COLUMN passkeys.sign_count IS 'Counter of the authenticator; 0 when it has none';

CREATE TABLE IF NOT EXISTS passkey_challenges (
    challenge  BYTEA       PRIMARY KEY,
    user_id    UUID        REFERENCES users (id) ON DELETE CASCADE,
    purpose    TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '5 minutes',
    CONSTRAINT passkey_challenges_purpose_known CHECK (purpose IN ('registration', 'authentication')),
    CONSTRAINT passkey_challenges_length CHECK (octet_length(challenge) >= 16),
    CONSTRAINT passkey_challenges_registration_has_user CHECK (purpose <> 'registration' OR user_id IS NOT NULL)
);

CREATE INDEX IF NOT EXISTS idx_passkey_challenges_expires_at ON passkey_challenges (expires_at);
CREATE INDEX IF NOT EXISTS idx_passkey_challenges_user_id ON passkey_challenges (user_id) WHERE user_id IS NOT NULL;

COMMENT ON TABLE passkey_challenges IS 'Challenges that wait for an answer; user_id is NULL for sign-in without a name';

-- A counter that does not grow means a cloned authenticator (WebAuthn, section 6.1.1).
CREATE OR REPLACE FUNCTION reject_passkey_counter_regression()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    IF (NEW.sign_count <> 0 OR OLD.sign_count <> 0) AND NEW.sign_count <= OLD.sign_count THEN
        RAISE EXCEPTION 'signature counter of passkey % went from % to %', OLD.id, OLD.sign_count, NEW.sign_count
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER trg_passkeys_counter
    BEFORE UPDATE OF sign_count ON passkeys
    FOR EACH ROW
    EXECUTE FUNCTION reject_passkey_counter_regression();

CREATE OR REPLACE FUNCTION purge_passkey_challenges(as_of TIMESTAMPTZ DEFAULT now())
RETURNS BIGINT
LANGUAGE sql
AS $$
    WITH gone AS (
        DELETE FROM public.passkey_challenges
        WHERE expires_at <= as_of
        RETURNING 1
    )
    SELECT count(*) FROM gone
$$;

COMMENT ON FUNCTION purge_passkey_challenges(TIMESTAMPTZ) IS 'Removes expired challenges and says how many there were';

-- 006_passkeys_rollback.sql
-- Undoes 006: removes passkeys and challenges; users keep their other ways to sign in.

DROP FUNCTION IF EXISTS purge_passkey_challenges(TIMESTAMPTZ);
DROP TABLE IF EXISTS passkey_challenges;
DROP TABLE IF EXISTS passkeys;
DROP FUNCTION IF EXISTS reject_passkey_counter_regression();

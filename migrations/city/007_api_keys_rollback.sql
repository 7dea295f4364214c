-- 007_api_keys_rollback.sql
-- Undoes 007: removes API keys and their use.

DROP FUNCTION IF EXISTS use_api_key(BYTEA, TEXT);
DROP TABLE IF EXISTS api_key_usage;
DROP TABLE IF EXISTS api_keys;
DROP DOMAIN IF EXISTS api_scope;

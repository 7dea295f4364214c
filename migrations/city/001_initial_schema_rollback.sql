-- 001_initial_schema_rollback.sql
-- Undoes 001: removes sessions, users and what only they need.

DROP VIEW IF EXISTS active_sessions;
DROP TABLE IF EXISTS sessions;
DROP TABLE IF EXISTS users;
DROP FUNCTION IF EXISTS set_updated_at();
DROP TYPE IF EXISTS user_role;

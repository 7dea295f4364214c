-- Migration: 20250813120000_create_users.sql
-- Description: Removes users and their API tokens

BEGIN;

DROP TABLE IF EXISTS api_tokens;
DROP TABLE IF EXISTS users;
DROP FUNCTION IF EXISTS update_updated_at_column();
DROP TYPE IF EXISTS account_kind;

DELETE FROM schema_migrations WHERE version = '20250813120000_create_users';

COMMIT;

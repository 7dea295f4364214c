-- Migration: 20250813130000_create_personas.sql
-- Description: Removes personas and the choices of users

BEGIN;

DROP FUNCTION IF EXISTS persona_for_user(UUID);
DROP TABLE IF EXISTS user_persona_preferences;
DROP TABLE IF EXISTS personas;

DELETE FROM schema_migrations WHERE version = '20250813130000_create_personas';

COMMIT;

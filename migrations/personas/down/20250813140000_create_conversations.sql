-- Migration: 20250813140000_create_conversations.sql
-- Description: Removes conversations and their shares

BEGIN;

DROP VIEW IF EXISTS visible_conversations;
DROP TABLE IF EXISTS conversation_shares;
DROP TABLE IF EXISTS conversations;
DROP TYPE IF EXISTS conversation_status;

DELETE FROM schema_migrations WHERE version = '20250813140000_create_conversations';

COMMIT;

-- Migration: 20250813150000_create_messages.sql
-- Description: Removes messages with their sequence; the counters in conversations stay as they are

BEGIN;

DROP FUNCTION IF EXISTS conversation_context(UUID, INTEGER);
DROP TABLE IF EXISTS messages;
DROP FUNCTION IF EXISTS count_message();

DELETE FROM schema_migrations WHERE version = '20250813150000_create_messages';

COMMIT;

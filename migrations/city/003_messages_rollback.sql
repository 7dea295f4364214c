-- 003_messages_rollback.sql
-- Undoes 003: removes messages with their reactions and attachments.

DROP FUNCTION IF EXISTS search_messages(UUID, TEXT, INTEGER);
DROP TABLE IF EXISTS message_attachments;
DROP TABLE IF EXISTS message_reactions;
DROP TABLE IF EXISTS messages;
DROP FUNCTION IF EXISTS count_message_replies();

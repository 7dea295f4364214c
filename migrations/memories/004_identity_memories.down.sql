-- 004_identity_memories.down.sql
-- Undoes 004: removes the identity memories with their history and policies.

DROP TABLE IF EXISTS identity_memory_history;
DROP TABLE IF EXISTS identity_memories;
DROP FUNCTION IF EXISTS current_memory_user();
DROP FUNCTION IF EXISTS keep_identity_history();

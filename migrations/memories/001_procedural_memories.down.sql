-- 001_procedural_memories.down.sql
-- Undoes 001: removes the procedural memories and the shared trigger function.

DROP TABLE IF EXISTS procedural_memories;
DROP FUNCTION IF EXISTS touch_updated_at();

-- 003_semantic_memories.down.sql
-- Undoes 003: removes the semantic memories, their aggregate and their types.

DROP VIEW IF EXISTS semantic_beliefs;
DROP AGGREGATE IF EXISTS combined_confidence(NUMERIC);
DROP FUNCTION IF EXISTS combine_confidence(NUMERIC, NUMERIC);
DROP TABLE IF EXISTS semantic_memories;
DROP TYPE IF EXISTS memory_source;
DROP DOMAIN IF EXISTS confidence_score;

-- 002_skill_progressions.down.sql
-- Undoes 002: removes the practices; the sums in procedural_memories stay as they are.

DROP VIEW IF EXISTS skill_progress_summary;
DROP FUNCTION IF EXISTS practice_streak(VARCHAR, DATE);
DROP TABLE IF EXISTS skill_progressions;
DROP FUNCTION IF EXISTS apply_skill_practice();

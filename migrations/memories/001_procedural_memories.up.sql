-- 001_procedural_memories.up.sql
-- Procedural memories: skills of a user, how to do them and how well they go.

CREATE TABLE IF NOT EXISTS procedural_memories (
    id                UUID          PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id           VARCHAR(64)   NOT NULL,
    skill_name        VARCHAR(255)  NOT NULL,
    category          VARCHAR(64)   NOT NULL DEFAULT 'general',
    proficiency_level VARCHAR(16)   NOT NULL DEFAULT 'novice',
    steps             JSONB         NOT NULL DEFAULT '[]',
    prerequisites     TEXT[]        NOT NULL DEFAULT '{}',
    practice_count    INTEGER       NOT NULL DEFAULT 0,
    success_count     INTEGER       NOT NULL DEFAULT 0,
    success_rate      NUMERIC(5, 4) GENERATED ALWAYS AS (
        CASE WHEN practice_count = 0 THEN NULL ELSE success_count::NUMERIC / practice_count END
    ) STORED,
    context           JSONB         NOT NULL DEFAULT '{}',
    tags              TEXT[]        NOT NULL DEFAULT '{}',
    last_practiced_at TIMESTAMPTZ,
    created_at        TIMESTAMPTZ   NOT NULL DEFAULT now(),
    updated_at        TIMESTAMPTZ   NOT NULL DEFAULT now(),
    CONSTRAINT procedural_memories_user_skill_key UNIQUE (user_id, skill_name),
    CONSTRAINT procedural_memories_level_known CHECK (
        proficiency_level IN ('novice', 'beginner', 'intermediate', 'advanced', 'expert')
    ),
    CONSTRAINT procedural_memories_counts CHECK (practice_count >= 0 AND success_count BETWEEN 0 AND practice_count),
    CONSTRAINT procedural_memories_steps_is_array CHECK (jsonb_typeof(steps) = 'array'),
    CONSTRAINT procedural_memories_context_is_object CHECK (jsonb_typeof(context) = 'object')
);

CREATE INDEX IF NOT EXISTS idx_procedural_user_category ON procedural_memories (user_id, category);
CREATE INDEX IF NOT EXISTS idx_procedural_last_practiced ON procedural_memories (user_id, last_practiced_at DESC NULLS LAST);
CREATE INDEX IF NOT EXISTS idx_procedural_tags ON procedural_memories USING gin (tags);
CREATE INDEX IF NOT EXISTS idx_procedural_context ON procedural_memories USING gin (context jsonb_path_ops);

-- How rare a level is depends on the category; tell the planner.
CREATE STATISTICS IF NOT EXISTS stat_procedural_category_level (dependencies, ndistinct)
    ON category, proficiency_level FROM procedural_memories;

-- Shared by all memory tables of the relational store.
CREATE OR REPLACE FUNCTION touch_updated_at()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER trg_procedural_touch
    BEFORE UPDATE ON procedural_memories
    FOR EACH ROW
    EXECUTE FUNCTION touch_updated_at();

COMMENT ON TABLE procedural_memories IS 'How-to knowledge: one row a user and skill';
COMMENT ON COLUMN procedural_memories.user_id IS 'Identity from the sign-in service; there is no table of users here';
COMMENT ON COLUMN procedural_memories.steps IS 'Array of steps in order';
COMMENT ON COLUMN procedural_memories.success_rate IS 'From 0 to 1; NULL before the first practice';
COMMENT ON STATISTICS stat_procedural_category_level IS 'Levels differ by category';
COMMENT ON FUNCTION touch_updated_at() IS 'BEFORE UPDATE trigger: stamps updated_at';

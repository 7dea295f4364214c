-- 002_skill_progressions.up.sql
-- Skill progressions: every practice of a skill, and the level it led to.

CREATE TABLE IF NOT EXISTS skill_progressions (
    id               BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    memory_id        UUID        NOT NULL REFERENCES procedural_memories (id) ON DELETE CASCADE,
    practiced_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    succeeded        BOOLEAN     NOT NULL,
    duration         INTERVAL,
    difficulty       SMALLINT    NOT NULL DEFAULT 3,
    previous_level   VARCHAR(16) NOT NULL,
    new_level        VARCHAR(16) NOT NULL,
    feedback         TEXT,
    details          JSONB       NOT NULL DEFAULT '{}',
    CONSTRAINT skill_progressions_difficulty_range CHECK (difficulty BETWEEN 1 AND 5),
    CONSTRAINT skill_progressions_duration_positive CHECK (duration > INTERVAL '0'),
    CONSTRAINT skill_progressions_levels_known CHECK (
        ARRAY[previous_level, new_level]::TEXT[]
            <@ ARRAY['novice', 'beginner', 'intermediate', 'advanced', 'expert']
    )
);

CREATE INDEX IF NOT EXISTS idx_skill_progressions_memory_time ON skill_progressions (memory_id, practiced_at DESC);
CREATE INDEX IF NOT EXISTS idx_skill_progressions_time_brin ON skill_progressions USING brin (practiced_at);
CREATE INDEX IF NOT EXISTS idx_skill_progressions_level_ups ON skill_progressions (memory_id, new_level)
    WHERE new_level <> previous_level;

-- Keeps the sums in procedural_memories true to the practices.
CREATE OR REPLACE FUNCTION apply_skill_practice()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE public.procedural_memories
    SET practice_count = practice_count + 1,
        success_count = success_count + NEW.succeeded::INTEGER,
        proficiency_level = NEW.new_level,
        last_practiced_at = greatest(last_practiced_at, NEW.practiced_at)
    WHERE id = NEW.memory_id;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER trg_skill_progressions_apply
    AFTER INSERT ON skill_progressions
    FOR EACH ROW
    EXECUTE FUNCTION apply_skill_practice();

-- Days in a row, up to the given one, on which a user practised anything.
CREATE OR REPLACE FUNCTION practice_streak(of_user VARCHAR, until DATE DEFAULT current_date)
RETURNS INTEGER
LANGUAGE sql
STABLE
PARALLEL SAFE
AS $$
    WITH days AS (
        SELECT DISTINCT (s.practiced_at AT TIME ZONE 'UTC')::DATE AS day
        FROM public.skill_progressions AS s
        JOIN public.procedural_memories AS m ON m.id = s.memory_id
        WHERE m.user_id = of_user
    ), numbered AS (
        SELECT day, row_number() OVER (ORDER BY day DESC) AS n
        FROM days
        WHERE day <= until
    )
    SELECT count(*)::INTEGER
    FROM numbered
    WHERE day = until - (n - 1)::INTEGER
$$;

CREATE OR REPLACE VIEW skill_progress_summary AS
SELECT m.user_id,
       m.skill_name,
       m.proficiency_level,
       count(s.id) AS practices,
       count(s.id) FILTER (WHERE s.succeeded) AS successes,
       avg(s.difficulty)::NUMERIC(3, 2) AS average_difficulty,
       sum(s.duration) AS time_spent,
       max(s.practiced_at) AS last_practiced_at
FROM procedural_memories AS m
LEFT JOIN skill_progressions AS s ON s.memory_id = m.id
GROUP BY m.id;

COMMENT ON TABLE skill_progressions IS 'Practices, append-only';
COMMENT ON COLUMN skill_progressions.difficulty IS 'From 1 (easy) to 5 (hard), as the user felt it';
COMMENT ON FUNCTION practice_streak(VARCHAR, DATE) IS 'Days of practice in a row, counted in UTC';
COMMENT ON VIEW skill_progress_summary IS 'Each skill with the sums over its practices';

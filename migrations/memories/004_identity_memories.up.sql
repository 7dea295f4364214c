-- 004_identity_memories.up.sql
-- Identity memories: who a user is and wants to be, one row a user, with history and row security.

CREATE TABLE IF NOT EXISTS identity_memories (
    user_id       VARCHAR(64)      PRIMARY KEY,
    display_name  VARCHAR(128),
    core_values   TEXT[]           NOT NULL DEFAULT '{}',
    roles         JSONB            NOT NULL DEFAULT '[]',
    goals         JSONB            NOT NULL DEFAULT '[]',
    self_concept  TEXT,
    life_context  JSONB            NOT NULL DEFAULT '{}',
    confidence    confidence_score NOT NULL,
    revision      INTEGER          NOT NULL DEFAULT 1,
    created_at    TIMESTAMPTZ      NOT NULL DEFAULT now(),
    updated_at    TIMESTAMPTZ      NOT NULL DEFAULT now(),
    CONSTRAINT identity_memories_roles_is_array CHECK (jsonb_typeof(roles) = 'array'),
    CONSTRAINT identity_memories_goals_is_array CHECK (jsonb_typeof(goals) = 'array'),
    CONSTRAINT identity_memories_values_few CHECK (cardinality(core_values) <= 20),
    CONSTRAINT identity_memories_revision_positive CHECK (revision > 0)
);

CREATE TABLE IF NOT EXISTS identity_memory_history (
    user_id    VARCHAR(64) NOT NULL REFERENCES identity_memories (user_id) ON UPDATE CASCADE ON DELETE CASCADE,
    revision   INTEGER     NOT NULL,
    old_row    JSONB       NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, revision)
);

CREATE INDEX IF NOT EXISTS idx_identity_core_values ON identity_memories USING gin (core_values);
CREATE INDEX IF NOT EXISTS idx_identity_history_changed ON identity_memory_history (changed_at DESC);

-- Runs as the owner: users may read their history but never write it.
CREATE OR REPLACE FUNCTION keep_identity_history()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO identity_memory_history (user_id, revision, old_row)
    VALUES (OLD.user_id, OLD.revision, to_jsonb(OLD) - 'user_id' - 'revision');
    NEW.revision := OLD.revision + 1;
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER trg_identity_history
    BEFORE UPDATE ON identity_memories
    FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION keep_identity_history();

-- Who asks; the application says so once a transaction: SET LOCAL app.user_id = '…'.
CREATE OR REPLACE FUNCTION current_memory_user()
RETURNS VARCHAR
LANGUAGE sql
STABLE
PARALLEL SAFE
AS $$
    SELECT nullif(current_setting('app.user_id', TRUE), '')::VARCHAR
$$;

ALTER TABLE identity_memories ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_memory_history ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS identity_own_row ON identity_memories;
CREATE POLICY identity_own_row ON identity_memories
    FOR ALL
    TO PUBLIC
    USING (user_id = current_memory_user())
    WITH CHECK (user_id = current_memory_user());

DROP POLICY IF EXISTS identity_never_anonymous ON identity_memories;
CREATE POLICY identity_never_anonymous ON identity_memories
    AS RESTRICTIVE
    FOR SELECT
    TO PUBLIC
    USING (current_memory_user() IS NOT NULL);

DROP POLICY IF EXISTS identity_history_read ON identity_memory_history;
CREATE POLICY identity_history_read ON identity_memory_history
    FOR SELECT
    TO PUBLIC
    USING (user_id = current_memory_user());

COMMENT ON TABLE identity_memories IS 'Values, roles and goals of a user';
COMMENT ON TABLE identity_memory_history IS 'Every earlier revision, written by trg_identity_history';
COMMENT ON COLUMN identity_memories.core_values IS 'In the user''s own words, the dearest first';
COMMENT ON POLICY identity_own_row ON identity_memories IS 'A user sees and writes one row: the own one';
COMMENT ON FUNCTION current_memory_user() IS 'User of this transaction, from the setting app.user_id';

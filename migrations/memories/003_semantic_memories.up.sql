-- 003_semantic_memories.up.sql
-- Semantic memories: facts that were learnt about and for a user, with confidence and source.

DO $$
BEGIN
    IF to_regtype('public.confidence_score') IS NULL THEN
        CREATE DOMAIN confidence_score AS NUMERIC(4, 3)
            DEFAULT 0.500
            CONSTRAINT confidence_score_range CHECK (VALUE BETWEEN 0 AND 1);
    END IF;

    IF to_regtype('public.memory_source') IS NULL THEN
        CREATE TYPE memory_source AS (
            kind      TEXT,
            reference TEXT,
            seen_at   TIMESTAMPTZ
        );
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS semantic_memories (
    id               UUID             PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id          VARCHAR(64)      NOT NULL,
    subject          VARCHAR(255)     NOT NULL,
    content          TEXT             NOT NULL,
    content_digest   TEXT             GENERATED ALWAYS AS (md5(content)) STORED,
    content_search   TSVECTOR         GENERATED ALWAYS AS (
        setweight(to_tsvector('english'::regconfig, subject), 'A')
        || setweight(to_tsvector('english'::regconfig, content), 'B')
    ) STORED,
    confidence       confidence_score NOT NULL,
    importance       REAL             NOT NULL DEFAULT 0.5,
    source           memory_source,
    embedding_id     VARCHAR(128),
    metadata         JSONB            NOT NULL DEFAULT '{}',
    access_count     INTEGER          NOT NULL DEFAULT 0,
    superseded_by    UUID             REFERENCES semantic_memories (id) ON DELETE SET NULL,
    valid_during     TSTZRANGE        NOT NULL DEFAULT tstzrange(NULL, NULL),
    created_at       TIMESTAMPTZ      NOT NULL DEFAULT now(),
    updated_at       TIMESTAMPTZ      NOT NULL DEFAULT now(),
    last_accessed_at TIMESTAMPTZ,
    CONSTRAINT semantic_memories_user_content_key UNIQUE (user_id, content_digest),
    CONSTRAINT semantic_memories_content_not_blank CHECK (btrim(content) <> ''),
    CONSTRAINT semantic_memories_importance_range CHECK (importance BETWEEN 0 AND 1),
    CONSTRAINT semantic_memories_access_count_not_negative CHECK (access_count >= 0),
    CONSTRAINT semantic_memories_not_own_successor CHECK (superseded_by <> id)
);

CREATE UNIQUE INDEX IF NOT EXISTS idx_semantic_embedding ON semantic_memories (embedding_id) WHERE embedding_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_semantic_user_subject ON semantic_memories (user_id, lower(subject));
CREATE INDEX IF NOT EXISTS idx_semantic_search ON semantic_memories USING gin (content_search);
CREATE INDEX IF NOT EXISTS idx_semantic_metadata ON semantic_memories USING gin (metadata);
CREATE INDEX IF NOT EXISTS idx_semantic_superseded_by ON semantic_memories (superseded_by) WHERE superseded_by IS NOT NULL;

ALTER TABLE semantic_memories ALTER COLUMN subject SET STATISTICS 500;

CREATE OR REPLACE TRIGGER trg_semantic_touch
    BEFORE UPDATE OF subject, content, confidence, importance, metadata ON semantic_memories
    FOR EACH ROW
    EXECUTE FUNCTION touch_updated_at();

-- Several sources of one fact: the chance that at least one of them is right.
CREATE OR REPLACE FUNCTION combine_confidence(so_far NUMERIC, next_one NUMERIC)
RETURNS NUMERIC
LANGUAGE sql
IMMUTABLE
STRICT
PARALLEL SAFE
RETURN 1 - (1 - so_far) * (1 - next_one);

CREATE OR REPLACE AGGREGATE combined_confidence(NUMERIC) (
    SFUNC = combine_confidence,
    STYPE = NUMERIC,
    COMBINEFUNC = combine_confidence,
    INITCOND = '0',
    PARALLEL = SAFE
);

CREATE OR REPLACE VIEW semantic_beliefs AS
SELECT user_id, subject, count(*) AS facts, combined_confidence(confidence) AS confidence
FROM semantic_memories
WHERE superseded_by IS NULL
GROUP BY user_id, subject;

COMMENT ON TABLE semantic_memories IS 'Facts; their vectors live in the vector store';
COMMENT ON COLUMN semantic_memories.embedding_id IS 'Key of the vector in the collection of the vector store';
COMMENT ON COLUMN semantic_memories.superseded_by IS 'The newer fact that replaced this one';
COMMENT ON DOMAIN confidence_score IS 'From 0 (a guess) to 1 (certain)';
COMMENT ON TYPE memory_source IS 'Where a memory came from: a conversation, a document, the user';
COMMENT ON AGGREGATE combined_confidence(NUMERIC) IS 'Chance that at least one of independent facts holds';

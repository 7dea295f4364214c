-- 003_messages.sql
-- Messaging: messages with threads, reactions and attachments. Needs 002.
-- Safe to run again: every object is created only where it is missing.

CREATE TABLE IF NOT EXISTS messages (
    id          UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id  UUID        NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    author_id   UUID        REFERENCES users (id) ON DELETE SET NULL,
    parent_id   UUID,
    body        TEXT        NOT NULL,
    body_search TSVECTOR    GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, body)) STORED,
    metadata    JSONB       NOT NULL DEFAULT '{}',
    reply_count INTEGER     NOT NULL DEFAULT 0,
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    edited_at   TIMESTAMPTZ,
    deleted_at  TIMESTAMPTZ,
    CONSTRAINT messages_channel_id_id_key UNIQUE (channel_id, id),
    -- The pair keeps a reply in the channel of the message that it answers.
    CONSTRAINT messages_parent_fkey FOREIGN KEY (channel_id, parent_id)
        REFERENCES messages (channel_id, id) ON DELETE CASCADE,
    CONSTRAINT messages_body_length CHECK (char_length(body) BETWEEN 1 AND 40000),
    CONSTRAINT messages_reply_count_not_negative CHECK (reply_count >= 0),
    CONSTRAINT messages_not_own_parent CHECK (parent_id IS DISTINCT FROM id),
    CONSTRAINT messages_edited_after_created CHECK (edited_at IS NULL OR edited_at >= created_at)
)
WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX IF NOT EXISTS idx_messages_channel_created ON messages (channel_id, created_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS idx_messages_parent ON messages (channel_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_messages_author_id ON messages (author_id);
CREATE INDEX IF NOT EXISTS idx_messages_search ON messages USING gin (body_search) WITH (fastupdate = off);

CREATE TABLE IF NOT EXISTS message_reactions (
    message_id UUID        NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    user_id    UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    emoji      VARCHAR(32) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, user_id, emoji)
);

CREATE INDEX IF NOT EXISTS idx_message_reactions_user_id ON message_reactions (user_id);

CREATE TABLE IF NOT EXISTS message_attachments (
    id         BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id UUID        NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    file_name  TEXT        NOT NULL CHECK (btrim(file_name) <> ''),
    media_type TEXT        NOT NULL DEFAULT 'application/octet-stream',
    size_bytes BIGINT      NOT NULL CHECK (size_bytes BETWEEN 0 AND 104857600),
    url        TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_message_attachments_message_id ON message_attachments (message_id);

-- Counted once a statement, so that an import of a whole thread stays cheap.
CREATE OR REPLACE FUNCTION count_message_replies()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE public.messages AS m
    SET reply_count = m.reply_count + r.replies
    FROM (
        SELECT parent_id, count(*)::INTEGER AS replies
        FROM inserted
        WHERE parent_id IS NOT NULL
        GROUP BY parent_id
    ) AS r
    WHERE m.id = r.parent_id;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER trg_messages_count_replies
    AFTER INSERT ON messages
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT
    EXECUTE FUNCTION count_message_replies();

CREATE OR REPLACE FUNCTION search_messages(in_channel UUID, words TEXT, max_rows INTEGER DEFAULT 50)
RETURNS TABLE (message_id UUID, rank REAL)
LANGUAGE sql
STABLE
AS $$
    SELECT m.id, ts_rank(m.body_search, q)
    FROM public.messages AS m, websearch_to_tsquery('simple', words) AS q
    WHERE m.channel_id = in_channel
      AND m.deleted_at IS NULL
      AND m.body_search @@ q
    ORDER BY 2 DESC, m.created_at DESC
    LIMIT max_rows
$$;

COMMENT ON TABLE messages IS 'What was said in a channel';
COMMENT ON COLUMN messages.reply_count IS 'Replies ever written, kept by trg_messages_count_replies';
COMMENT ON FUNCTION search_messages(UUID, TEXT, INTEGER) IS 'Full-text search in one channel, best match first';
COMMENT ON CONSTRAINT messages_parent_fkey ON messages IS 'A thread never leaves its channel';

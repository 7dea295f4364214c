-- Migration: 20250813150000_create_messages.sql
-- Description: Creates messages, partitioned by hash of the conversation, and keeps its counters

BEGIN;

CREATE SEQUENCE IF NOT EXISTS message_number AS BIGINT;

CREATE TABLE IF NOT EXISTS messages (
    conversation_id UUID        NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number          BIGINT      NOT NULL DEFAULT nextval('message_number'),
    role            VARCHAR(20) NOT NULL,
    content         TEXT        NOT NULL,
    model           VARCHAR(100),
    token_count     INTEGER,
    metadata        JSONB       NOT NULL DEFAULT '{}',
    created_at      TIMESTAMP   NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (conversation_id, number),
    CONSTRAINT messages_role_known CHECK (role IN ('system', 'user', 'assistant', 'tool')),
    CONSTRAINT messages_token_count_not_negative CHECK (token_count >= 0),
    CONSTRAINT messages_answer_has_model CHECK (role <> 'assistant' OR model IS NOT NULL)
) PARTITION BY HASH (conversation_id);

CREATE TABLE IF NOT EXISTS messages_0 PARTITION OF messages FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE IF NOT EXISTS messages_1 PARTITION OF messages FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE IF NOT EXISTS messages_2 PARTITION OF messages FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE IF NOT EXISTS messages_3 PARTITION OF messages FOR VALUES WITH (MODULUS 4, REMAINDER 3);

ALTER SEQUENCE message_number OWNED BY messages.number;

CREATE INDEX IF NOT EXISTS idx_messages_created ON messages (created_at);
CREATE INDEX IF NOT EXISTS idx_messages_model ON messages (model, created_at) INCLUDE (token_count) WHERE role = 'assistant';

CREATE OR REPLACE FUNCTION count_message()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE public.conversations
        SET message_count = message_count + 1,
            preview = left(NEW.content, 100)
        WHERE id = NEW.conversation_id;
    ELSE
        UPDATE public.conversations
        SET message_count = message_count - 1
        WHERE id = OLD.conversation_id;
    END IF;
    RETURN NULL;
END;
$$;

-- On the parent; every partition inherits it.
DROP TRIGGER IF EXISTS count_messages ON messages;
CREATE TRIGGER count_messages
    AFTER INSERT OR DELETE ON messages
    FOR EACH ROW
    EXECUTE FUNCTION count_message();

CREATE OR REPLACE FUNCTION conversation_context(of_conversation UUID, max_tokens INTEGER)
RETURNS SETOF messages
LANGUAGE sql
STABLE
AS $$
    SELECT (m.message).*
    FROM (
        SELECT c AS message,
               sum(coalesce(c.token_count, 0)) OVER (ORDER BY c.number DESC) AS tokens
        FROM public.messages AS c
        WHERE c.conversation_id = of_conversation
    ) AS m
    WHERE m.tokens <= max_tokens
    ORDER BY (m.message).number
$$;

COMMENT ON TABLE messages IS 'What was said, in order of number within a conversation';
COMMENT ON COLUMN messages.number IS 'From one sequence for all conversations, so with gaps in each';
COMMENT ON FUNCTION conversation_context(UUID, INTEGER) IS 'Newest messages that fit into a number of tokens, oldest first';

-- Record migration
INSERT INTO schema_migrations (version, applied_by) VALUES ('20250813150000_create_messages', 'migration_script');

COMMIT;

-- Migration: 20250813140000_create_conversations.sql
-- Description: Creates conversations and the people in them, for chat organization

BEGIN;

DO $$
BEGIN
    IF to_regtype('public.conversation_status') IS NULL THEN
        CREATE TYPE conversation_status AS ENUM ('active', 'archived', 'deleted');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS conversations (
    id            UUID                PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id       UUID                NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    persona_id    UUID                REFERENCES personas (id) ON DELETE SET NULL,
    title         VARCHAR(255)        NOT NULL DEFAULT 'New conversation',
    preview       TEXT,
    status        conversation_status NOT NULL DEFAULT 'active',
    message_count INTEGER             NOT NULL DEFAULT 0,
    metadata      JSONB               NOT NULL DEFAULT '{}',
    created_at    TIMESTAMP           NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at    TIMESTAMP           NOT NULL DEFAULT CURRENT_TIMESTAMP,
    archived_at   TIMESTAMP,
    CONSTRAINT conversations_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT conversations_message_count_not_negative CHECK (message_count >= 0),
    CONSTRAINT conversations_archived_has_time CHECK (status <> 'archived' OR archived_at IS NOT NULL)
);

CREATE INDEX IF NOT EXISTS idx_conversations_user_updated ON conversations (user_id, updated_at DESC) WHERE status = 'active';
CREATE INDEX IF NOT EXISTS idx_conversations_persona ON conversations (persona_id);
CREATE INDEX IF NOT EXISTS idx_conversations_title_search ON conversations USING gin (to_tsvector('english'::regconfig, title));

-- Counters of a conversation are not an edit: only these columns stamp updated_at.
CREATE OR REPLACE TRIGGER update_conversations_updated_at
    BEFORE UPDATE OF title, persona_id, status, metadata ON conversations
    FOR EACH ROW
    EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE IF NOT EXISTS conversation_shares (
    conversation_id UUID      NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    shared_with     UUID      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    can_write       BOOLEAN   NOT NULL DEFAULT FALSE,
    shared_at       TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (conversation_id, shared_with)
);

CREATE INDEX IF NOT EXISTS idx_conversation_shares_user ON conversation_shares (shared_with);

CREATE OR REPLACE VIEW visible_conversations AS
SELECT c.user_id AS viewer_id, c.id, c.title, c.preview, c.updated_at, TRUE AS can_write
FROM conversations AS c
WHERE c.status = 'active'
UNION ALL
SELECT s.shared_with, c.id, c.title, c.preview, c.updated_at, s.can_write
FROM conversation_shares AS s
JOIN conversations AS c ON c.id = s.conversation_id
WHERE c.status = 'active';

COMMENT ON TABLE conversations IS 'Chats of a user with a persona';
COMMENT ON COLUMN conversations.preview IS 'Start of the newest message, for the list';
COMMENT ON TABLE conversation_shares IS 'Conversations that others may read, or write in';
COMMENT ON VIEW visible_conversations IS 'What each user sees: own and shared conversations';

-- Record migration
INSERT INTO schema_migrations (version, applied_by) VALUES ('20250813140000_create_conversations', 'migration_script');

COMMIT;

-- 010_create_city_backend.sql
-- City rooms with messages and a feed, and Second Me sessions. Needs 001.
-- Safe to run again: every object is created only where it is missing.

CREATE TABLE IF NOT EXISTS city_rooms (
    id          TEXT        PRIMARY KEY,
    slug        TEXT        NOT NULL,
    name        TEXT        NOT NULL,
    description TEXT        NOT NULL DEFAULT '',
    is_default  BOOLEAN     NOT NULL DEFAULT FALSE,
    created_by  UUID        REFERENCES users (id) ON DELETE SET NULL,
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT city_rooms_slug_format CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);

CREATE UNIQUE INDEX IF NOT EXISTS idx_city_rooms_slug ON city_rooms (slug);
CREATE INDEX IF NOT EXISTS idx_city_rooms_default ON city_rooms (name) WHERE is_default;

CREATE OR REPLACE TRIGGER trg_city_rooms_updated_at
    BEFORE UPDATE ON city_rooms
    FOR EACH ROW
    EXECUTE FUNCTION set_updated_at();

CREATE TABLE IF NOT EXISTS city_room_messages (
    id         UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    room_id    TEXT        NOT NULL REFERENCES city_rooms (id) ON UPDATE CASCADE ON DELETE CASCADE,
    author_id  UUID        REFERENCES users (id) ON DELETE SET NULL,
    agent_name TEXT,
    body       TEXT        NOT NULL CHECK (char_length(body) BETWEEN 1 AND 4000),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_city_room_messages_room_created ON city_room_messages (room_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_city_room_messages_author_id ON city_room_messages (author_id);

CREATE TABLE IF NOT EXISTS city_feed_events (
    id         BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room_id    TEXT        REFERENCES city_rooms (id) ON UPDATE CASCADE ON DELETE CASCADE,
    user_id    UUID        REFERENCES users (id) ON DELETE SET NULL,
    kind       TEXT        NOT NULL,
    payload    JSONB       NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT city_feed_events_kind_known CHECK (kind IN ('room_message', 'agent_reply', 'system', 'dao_event'))
);

CREATE INDEX IF NOT EXISTS idx_city_feed_events_created ON city_feed_events (created_at DESC);
CREATE INDEX IF NOT EXISTS idx_city_feed_events_payload ON city_feed_events USING gin (payload jsonb_path_ops);

-- Every message in a room is news in the feed of the city.
CREATE OR REPLACE FUNCTION announce_city_message()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO public.city_feed_events (room_id, user_id, kind, payload)
    VALUES (
        NEW.room_id,
        NEW.author_id,
        CASE WHEN NEW.agent_name IS NULL THEN 'room_message' ELSE 'agent_reply' END,
        jsonb_build_object('message_id', NEW.id, 'preview', left(NEW.body, 120))
    );
    PERFORM pg_notify('city_feed', NEW.room_id);
    RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER trg_city_room_messages_announce
    AFTER INSERT ON city_room_messages
    FOR EACH ROW
    EXECUTE FUNCTION announce_city_message();

CREATE TABLE IF NOT EXISTS secondme_sessions (
    id                  UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id             UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title               TEXT        NOT NULL DEFAULT 'Second Me',
    created_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_interaction_at TIMESTAMPTZ
);

CREATE INDEX IF NOT EXISTS idx_secondme_sessions_user ON secondme_sessions (user_id, last_interaction_at DESC NULLS LAST);

CREATE TABLE IF NOT EXISTS secondme_messages (
    id         BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id UUID        NOT NULL REFERENCES secondme_sessions (id) ON DELETE CASCADE,
    role       TEXT        NOT NULL CHECK (role IN ('user', 'assistant')),
    content    TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_secondme_messages_session ON secondme_messages (session_id, id);

COMMENT ON TABLE city_rooms IS 'Public rooms of the city';
COMMENT ON TABLE city_feed_events IS 'News of the city, newest first on the main page';
COMMENT ON TABLE secondme_sessions IS 'Talks of a user with the user''s own digital twin';

-- The list of rooms is public; who made them is not.
GRANT SELECT (id, slug, name, description, is_default) ON city_rooms TO PUBLIC;

INSERT INTO city_rooms (id, slug, name, description, is_default, created_by, created_at, updated_at)
VALUES
    ('room_city_general', 'general', 'General', 'Головна кімната міста', TRUE, '00000000-0000-4000-8000-000000000001',
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00'),
    ('room_city_welcome', 'welcome', 'Welcome', 'Кімната для новачків', TRUE, '00000000-0000-4000-8000-000000000001',
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00'),
    ('room_city_builders', 'builders', 'Builders', 'Кімната для розробників', TRUE, '00000000-0000-4000-8000-000000000001',
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00'),
    ('room_city_science', 'science', 'Science', 'Кімната для науковців', TRUE, '00000000-0000-4000-8000-000000000001',
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00'),
    ('room_city_energy', 'energy', 'Energy Union', 'Кімната енергетичної спільноти', TRUE, '00000000-0000-4000-8000-000000000001',
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00')
ON CONFLICT (id) DO NOTHING;

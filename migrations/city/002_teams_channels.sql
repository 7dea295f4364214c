-- 002_teams_channels.sql
-- Teams, their members and the channels they talk in. Needs 001.
-- Safe to run again: every object is created only where it is missing.

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'team_role' AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE TYPE team_role AS ENUM ('owner', 'admin', 'member', 'guest');
    END IF;

    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'channel_kind' AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE TYPE channel_kind AS ENUM ('public', 'private', 'direct');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS teams (
    id          UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    slug        TEXT        NOT NULL,
    name        TEXT        NOT NULL,
    description TEXT        NOT NULL DEFAULT '',
    owner_id    UUID        NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    settings    JSONB       NOT NULL DEFAULT '{}',
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    archived_at TIMESTAMPTZ,
    CONSTRAINT teams_slug_key UNIQUE (slug),
    CONSTRAINT teams_slug_format CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT teams_settings_is_object CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX IF NOT EXISTS idx_teams_owner_id ON teams (owner_id);

CREATE OR REPLACE TRIGGER trg_teams_updated_at
    BEFORE UPDATE ON teams
    FOR EACH ROW
    EXECUTE FUNCTION set_updated_at();

CREATE TABLE IF NOT EXISTS team_members (
    team_id   UUID        NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id   UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role      team_role   NOT NULL DEFAULT 'member',
    joined_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, user_id)
);

CREATE INDEX IF NOT EXISTS idx_team_members_user_id ON team_members (user_id);

-- A team has one owner among its members.
CREATE UNIQUE INDEX IF NOT EXISTS idx_team_members_one_owner ON team_members (team_id) WHERE role = 'owner';

CREATE TABLE IF NOT EXISTS channels (
    id         UUID         PRIMARY KEY DEFAULT gen_random_uuid(),
    team_id    UUID         NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    name       TEXT         NOT NULL,
    topic      TEXT         NOT NULL DEFAULT '',
    kind       channel_kind NOT NULL DEFAULT 'public',
    created_by UUID         REFERENCES users (id) ON DELETE SET NULL,
    created_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    CONSTRAINT channels_team_id_name_key UNIQUE (team_id, name),
    CONSTRAINT channels_name_length CHECK (char_length(name) BETWEEN 1 AND 80)
);

CREATE INDEX IF NOT EXISTS idx_channels_team_kind ON channels (team_id, kind) INCLUDE (name);

CREATE OR REPLACE TRIGGER trg_channels_updated_at
    BEFORE UPDATE ON channels
    FOR EACH ROW
    EXECUTE FUNCTION set_updated_at();

-- A new team starts with its owner as a member and one public channel.
CREATE OR REPLACE FUNCTION furnish_new_team()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO public.team_members (team_id, user_id, role)
    VALUES (NEW.id, NEW.owner_id, 'owner')
    ON CONFLICT DO NOTHING;

    INSERT INTO public.channels (team_id, name, created_by)
    VALUES (NEW.id, 'general', NEW.owner_id)
    ON CONFLICT DO NOTHING;

    RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER trg_teams_furnish
    AFTER INSERT ON teams
    FOR EACH ROW
    EXECUTE FUNCTION furnish_new_team();

COMMENT ON TABLE teams IS 'Groups of users who work together';
COMMENT ON TABLE team_members IS 'Who belongs to which team, and as what';
COMMENT ON TABLE channels IS 'Conversations of a team';
COMMENT ON COLUMN channels.kind IS 'public: all of the team; private: invited members; direct: two people';
COMMENT ON INDEX idx_team_members_one_owner IS 'At most one owner a team';

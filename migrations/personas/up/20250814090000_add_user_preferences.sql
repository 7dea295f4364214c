-- Migration: 20250814090000_add_user_preferences.sql
-- Description: Adds preferences of users, with row level security, and a time zone to users

BEGIN;

ALTER TABLE users ADD COLUMN IF NOT EXISTS time_zone VARCHAR(64) NOT NULL DEFAULT 'UTC';

CREATE TABLE IF NOT EXISTS user_preferences (
    user_id               UUID          PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    theme                 VARCHAR(16)   NOT NULL DEFAULT 'system',
    language              VARCHAR(10)   NOT NULL DEFAULT 'en',
    notifications_enabled BOOLEAN       NOT NULL DEFAULT TRUE,
    font_scale            NUMERIC(3, 2) NOT NULL DEFAULT 1.00,
    options               JSONB         NOT NULL DEFAULT '{}',
    created_at            TIMESTAMP     NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at            TIMESTAMP     NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT user_preferences_theme_known CHECK (theme IN ('light', 'dark', 'system')),
    CONSTRAINT user_preferences_language_format CHECK (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
    CONSTRAINT user_preferences_font_scale_range CHECK (font_scale BETWEEN 0.5 AND 3)
);

CREATE INDEX IF NOT EXISTS idx_user_preferences_language ON user_preferences (language);
CREATE INDEX IF NOT EXISTS idx_user_preferences_options ON user_preferences USING gin (options jsonb_path_ops);

CREATE OR REPLACE TRIGGER update_user_preferences_updated_at
    BEFORE UPDATE ON user_preferences
    FOR EACH ROW
    EXECUTE FUNCTION update_updated_at_column();

-- A time zone that the server does not know would fail later, in the middle of a report.
CREATE OR REPLACE FUNCTION check_user_time_zone()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM now() AT TIME ZONE NEW.time_zone;
    RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER check_users_time_zone
    BEFORE INSERT OR UPDATE OF time_zone ON users
    FOR EACH ROW
    WHEN (NEW.time_zone <> 'UTC')
    EXECUTE FUNCTION check_user_time_zone();

ALTER TABLE user_preferences ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS user_preferences_owner ON user_preferences;
CREATE POLICY user_preferences_owner ON user_preferences
    USING (user_id = nullif(current_setting('gaia.user_id', TRUE), '')::UUID);

CREATE OR REPLACE FUNCTION set_user_option(of_user UUID, option_name TEXT, option_value JSONB)
RETURNS JSONB
LANGUAGE sql
AS $$
    INSERT INTO public.user_preferences AS p (user_id, options)
    VALUES (of_user, jsonb_build_object(option_name, option_value))
    ON CONFLICT (user_id) DO UPDATE SET options = p.options || excluded.options
    RETURNING options
$$;

-- The new list shows the time of the viewer; new columns stand at the end.
CREATE OR REPLACE VIEW visible_conversations AS
SELECT c.user_id AS viewer_id, c.id, c.title, c.preview, c.updated_at, TRUE AS can_write,
       c.updated_at AT TIME ZONE 'UTC' AT TIME ZONE u.time_zone AS local_updated_at
FROM conversations AS c
JOIN users AS u ON u.id = c.user_id
WHERE c.status = 'active'
UNION ALL
SELECT s.shared_with, c.id, c.title, c.preview, c.updated_at, s.can_write,
       c.updated_at AT TIME ZONE 'UTC' AT TIME ZONE u.time_zone
FROM conversation_shares AS s
JOIN conversations AS c ON c.id = s.conversation_id
JOIN users AS u ON u.id = s.shared_with
WHERE c.status = 'active';

COMMENT ON TABLE user_preferences IS 'How a user wants the application to look and behave';
COMMENT ON COLUMN user_preferences.options IS 'Settings that have no column of their own';
COMMENT ON COLUMN users.time_zone IS 'Name from the IANA database';
COMMENT ON POLICY user_preferences_owner ON user_preferences IS 'User of the session, from the setting gaia.user_id';
COMMENT ON FUNCTION set_user_option(UUID, TEXT, JSONB) IS 'Sets one option and returns all of them';

-- Record migration
INSERT INTO schema_migrations (version, applied_by) VALUES ('20250814090000_add_user_preferences', 'migration_script');

COMMIT;

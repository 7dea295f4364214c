-- Migration: 20250813130000_create_personas.sql
-- Description: Creates personas, their capabilities and the choice of each user

BEGIN;

CREATE TABLE IF NOT EXISTS personas (
    id                 UUID         PRIMARY KEY DEFAULT gen_random_uuid(),
    name               VARCHAR(100) NOT NULL,
    description        TEXT         NOT NULL,
    system_prompt      TEXT         NOT NULL,
    personality_traits JSONB        NOT NULL DEFAULT '{}',
    capabilities       JSONB        NOT NULL DEFAULT '{}',
    is_active          BOOLEAN      NOT NULL DEFAULT TRUE,
    is_default         BOOLEAN      NOT NULL DEFAULT FALSE,
    created_by         UUID         REFERENCES users (id) ON DELETE SET NULL,
    created_at         TIMESTAMP    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at         TIMESTAMP    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT personas_name_key UNIQUE (name),
    CONSTRAINT personas_prompt_length CHECK (char_length(system_prompt) BETWEEN 10 AND 20000),
    CONSTRAINT personas_traits_is_object CHECK (jsonb_typeof(personality_traits) = 'object'),
    CONSTRAINT personas_capabilities_is_object CHECK (jsonb_typeof(capabilities) = 'object'),
    CONSTRAINT personas_default_is_active CHECK (is_active OR NOT is_default)
);

-- The index covers a constant, so at most one row can be the default.
CREATE UNIQUE INDEX IF NOT EXISTS personas_one_default ON personas ((TRUE)) WHERE is_default;
CREATE INDEX IF NOT EXISTS idx_personas_active ON personas (name) WHERE is_active;
CREATE INDEX IF NOT EXISTS idx_personas_capabilities ON personas USING gin (capabilities);
CREATE INDEX IF NOT EXISTS idx_personas_created_by ON personas (created_by);

CREATE OR REPLACE TRIGGER update_personas_updated_at
    BEFORE UPDATE ON personas
    FOR EACH ROW
    EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE IF NOT EXISTS user_persona_preferences (
    user_id    UUID      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    persona_id UUID      NOT NULL REFERENCES personas (id) ON DELETE CASCADE,
    updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX IF NOT EXISTS idx_user_persona_preferences_persona ON user_persona_preferences (persona_id);

CREATE OR REPLACE TRIGGER update_user_persona_preferences_updated_at
    BEFORE UPDATE ON user_persona_preferences
    FOR EACH ROW
    EXECUTE FUNCTION update_updated_at_column();

-- The choice of the user when it is active, the default persona otherwise.
CREATE OR REPLACE FUNCTION persona_for_user(of_user UUID)
RETURNS UUID
LANGUAGE sql
STABLE
AS $$
    SELECT p.id
    FROM public.personas AS p
    LEFT JOIN public.user_persona_preferences AS c ON c.persona_id = p.id AND c.user_id = of_user
    WHERE p.is_active
      AND (c.user_id IS NOT NULL OR p.is_default)
    ORDER BY (c.user_id IS NULL)
    LIMIT 1
$$;

COMMENT ON TABLE personas IS 'Characters in which the assistant speaks';
COMMENT ON COLUMN personas.personality_traits IS 'Name of the trait to its strength, from 0 to 1';
COMMENT ON INDEX personas_one_default IS 'At most one default persona';
COMMENT ON TABLE user_persona_preferences IS 'Which persona a user talks to';
COMMENT ON FUNCTION persona_for_user(UUID) IS 'Chosen persona of a user, or the default one';

-- Record migration
INSERT INTO schema_migrations (version, applied_by) VALUES ('20250813130000_create_personas', 'migration_script');

COMMIT;

-- 004_agents_core.sql
-- Agents and the blueprints they are made from. Needs 001.
-- Safe to run again: every object is created only where it is missing.

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'agent_status' AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE TYPE agent_status AS ENUM ('draft', 'active', 'paused', 'retired');
    END IF;
END
$$;

COMMENT ON TYPE agent_status IS 'Where an agent is in its life';

CREATE TABLE IF NOT EXISTS agent_blueprints (
    id            TEXT          PRIMARY KEY,
    version       INTEGER       NOT NULL DEFAULT 1,
    name          TEXT          NOT NULL,
    summary       TEXT          NOT NULL,
    system_prompt TEXT          NOT NULL,
    model         TEXT          NOT NULL DEFAULT 'default',
    temperature   NUMERIC(3, 2) NOT NULL DEFAULT 0.70,
    tools         TEXT[]        NOT NULL DEFAULT '{}',
    parameters    JSONB         NOT NULL DEFAULT '{}',
    is_public     BOOLEAN       NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ   NOT NULL DEFAULT now(),
    updated_at    TIMESTAMPTZ   NOT NULL DEFAULT now(),
    CONSTRAINT agent_blueprints_id_format CHECK (id ~ '^[a-z][a-z0-9_]{2,63}$'),
    CONSTRAINT agent_blueprints_version_positive CHECK (version > 0),
    CONSTRAINT agent_blueprints_temperature_range CHECK (temperature BETWEEN 0 AND 2),
    CONSTRAINT agent_blueprints_parameters_is_object CHECK (jsonb_typeof(parameters) = 'object')
);

CREATE INDEX IF NOT EXISTS idx_agent_blueprints_tools ON agent_blueprints USING gin (tools);

CREATE OR REPLACE TRIGGER trg_agent_blueprints_updated_at
    BEFORE UPDATE ON agent_blueprints
    FOR EACH ROW
    EXECUTE FUNCTION set_updated_at();

CREATE TABLE IF NOT EXISTS agents (
    id           UUID         PRIMARY KEY DEFAULT gen_random_uuid(),
    blueprint_id TEXT         NOT NULL REFERENCES agent_blueprints (id) ON UPDATE CASCADE ON DELETE RESTRICT,
    owner_id     UUID         NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name         TEXT         NOT NULL,
    status       agent_status NOT NULL DEFAULT 'draft',
    config       JSONB        NOT NULL DEFAULT '{}',
    created_at   TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at   TIMESTAMPTZ  NOT NULL DEFAULT now(),
    CONSTRAINT agents_owner_id_name_key UNIQUE (owner_id, name),
    CONSTRAINT agents_name_length CHECK (char_length(name) BETWEEN 1 AND 120),
    CONSTRAINT agents_config_is_object CHECK (jsonb_typeof(config) = 'object')
);

CREATE INDEX IF NOT EXISTS idx_agents_blueprint_id ON agents (blueprint_id);
CREATE INDEX IF NOT EXISTS idx_agents_owner_status ON agents (owner_id, status);
CREATE INDEX IF NOT EXISTS idx_agents_config ON agents USING gin (config jsonb_path_ops);

CREATE OR REPLACE TRIGGER trg_agents_updated_at
    BEFORE UPDATE ON agents
    FOR EACH ROW
    EXECUTE FUNCTION set_updated_at();

-- What an agent runs with: the blueprint's parameters, overridden by its own.
CREATE OR REPLACE FUNCTION agent_effective_config(agent UUID)
RETURNS JSONB
LANGUAGE sql
STABLE
AS $$
    SELECT b.parameters || a.config
    FROM public.agents AS a
    JOIN public.agent_blueprints AS b ON b.id = a.blueprint_id
    WHERE a.id = agent
$$;

COMMENT ON TABLE agent_blueprints IS 'Recipes for agents: prompt, model and tools';
COMMENT ON TABLE agents IS 'Agents of users, each made from a blueprint';
COMMENT ON COLUMN agents.config IS 'Overrides of the parameters of the blueprint';
COMMENT ON FUNCTION agent_effective_config(UUID) IS 'Parameters of the blueprint with the overrides of the agent';

INSERT INTO agent_blueprints (id, name, summary, system_prompt, temperature, tools, parameters, is_public, created_at, updated_at)
VALUES
    ('city_guide', 'Гід міста', 'Зустрічає нових мешканців', 'You welcome new citizens of DAARION and show them around.',
     0.60, '{search,rooms}', '{"greeting": "Вітаємо!"}', TRUE,
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00'),
    ('room_moderator', 'Модератор', 'Стежить за правилами кімнати', 'You keep the talk in a room friendly and on topic.',
     0.20, '{messages,reports}', '{"max_warnings": 3}', FALSE,
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00'),
    ('second_me', 'Second Me', 'Цифровий двійник користувача', 'You speak for your owner, in the owner''s own style.',
     0.80, '{memory}', '{"memory_window": 20}', TRUE,
     TIMESTAMPTZ '2025-11-24 00:00:00+00', TIMESTAMPTZ '2025-11-24 00:00:00+00')
ON CONFLICT (id) DO NOTHING;

-- 005_agent_events.sql
-- Lifecycle events of agents, written by a trigger, and the status "suspended". Needs 004.
-- Safe to run again: every object is created only where it is missing.

ALTER TYPE agent_status ADD VALUE IF NOT EXISTS 'suspended' AFTER 'paused';

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'agent_event_kind' AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE TYPE agent_event_kind AS ENUM ('created', 'status_changed', 'error', 'note');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS agent_events (
    id          BIGINT           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_id    UUID             NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    kind        agent_event_kind NOT NULL,
    old_status  TEXT,
    new_status  TEXT,
    payload     JSONB            NOT NULL DEFAULT '{}',
    actor_id    UUID             REFERENCES users (id) ON DELETE SET NULL,
    occurred_at TIMESTAMPTZ      NOT NULL DEFAULT now(),
    CONSTRAINT agent_events_status_pair CHECK (
        (kind = 'status_changed') = (old_status IS NOT NULL AND new_status IS NOT NULL)
    )
);

CREATE INDEX IF NOT EXISTS idx_agent_events_agent_occurred ON agent_events (agent_id, occurred_at DESC);
CREATE INDEX IF NOT EXISTS idx_agent_events_occurred_brin ON agent_events USING brin (occurred_at) WITH (pages_per_range = 64);
CREATE INDEX IF NOT EXISTS idx_agent_events_errors ON agent_events (occurred_at) WHERE kind = 'error';

ALTER TABLE agents ADD COLUMN IF NOT EXISTS last_event_at TIMESTAMPTZ;

COMMENT ON TABLE agent_events IS 'Append-only history of agents';
COMMENT ON COLUMN agent_events.old_status IS 'Text, so that history outlives changes of the type agent_status';
COMMENT ON COLUMN agents.last_event_at IS 'Time of the newest row in agent_events';

CREATE OR REPLACE FUNCTION record_agent_lifecycle()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO public.agent_events (agent_id, kind, payload, actor_id)
        VALUES (NEW.id, 'created', jsonb_build_object('blueprint', NEW.blueprint_id), NEW.owner_id);
    ELSIF NEW.status IS DISTINCT FROM OLD.status THEN
        INSERT INTO public.agent_events (agent_id, kind, old_status, new_status)
        VALUES (NEW.id, 'status_changed', OLD.status::TEXT, NEW.status::TEXT);
    END IF;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER trg_agents_record_lifecycle
    AFTER INSERT OR UPDATE OF status ON agents
    FOR EACH ROW
    EXECUTE FUNCTION record_agent_lifecycle();

CREATE OR REPLACE FUNCTION stamp_agent_last_event()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE public.agents
    SET last_event_at = greatest(last_event_at, NEW.occurred_at)
    WHERE id = NEW.agent_id;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER trg_agent_events_stamp_agent
    AFTER INSERT ON agent_events
    FOR EACH ROW
    EXECUTE FUNCTION stamp_agent_last_event();

-- History is never rewritten; rows leave only with their agent.
CREATE OR REPLACE FUNCTION forbid_agent_event_update()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'agent_events is append-only'
        USING ERRCODE = 'restrict_violation', HINT = 'Write a new event of kind "note" instead.';
END;
$$;

CREATE OR REPLACE TRIGGER trg_agent_events_append_only
    BEFORE UPDATE OF agent_id, kind, old_status, new_status, payload, occurred_at ON agent_events
    FOR EACH ROW
    EXECUTE FUNCTION forbid_agent_event_update();

COMMENT ON TRIGGER trg_agent_events_append_only ON agent_events IS 'actor_id stays free: it becomes NULL with its user';

CREATE OR REPLACE VIEW agent_latest_event AS
SELECT DISTINCT ON (a.id)
    a.id AS agent_id, a.name, a.status, e.kind, e.payload, e.occurred_at
FROM agents AS a
LEFT JOIN agent_events AS e ON e.agent_id = a.id
ORDER BY a.id, e.occurred_at DESC, e.id DESC;

COMMENT ON VIEW agent_latest_event IS 'Each agent with the last thing that happened to it';

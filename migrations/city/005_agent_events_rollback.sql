-- 005_agent_events_rollback.sql
-- Undoes 005: removes the events and takes "suspended" out of agent_status.
-- Suspended agents become paused: the older schema has no nearer word.

DROP VIEW IF EXISTS agent_latest_event;
DROP TRIGGER IF EXISTS trg_agents_record_lifecycle ON agents;
DROP TABLE IF EXISTS agent_events;
DROP FUNCTION IF EXISTS forbid_agent_event_update();
DROP FUNCTION IF EXISTS stamp_agent_last_event();
DROP FUNCTION IF EXISTS record_agent_lifecycle();
DROP TYPE IF EXISTS agent_event_kind;

ALTER TABLE agents DROP COLUMN IF EXISTS last_event_at;

-- PostgreSQL cannot remove a value from an enum, so the type is built anew.
DO $$
BEGIN
    IF EXISTS (
        SELECT 1
        FROM pg_catalog.pg_enum
        WHERE enumtypid = to_regtype('public.agent_status')
          AND enumlabel = 'suspended'
    ) THEN
        ALTER TYPE public.agent_status RENAME TO agent_status_with_suspended;
        CREATE TYPE public.agent_status AS ENUM ('draft', 'active', 'paused', 'retired');
        COMMENT ON TYPE public.agent_status IS 'Where an agent is in its life';

        ALTER TABLE public.agents
            ALTER COLUMN status DROP DEFAULT,
            ALTER COLUMN status TYPE public.agent_status
                USING (CASE status::TEXT WHEN 'suspended' THEN 'paused' ELSE status::TEXT END)::public.agent_status,
            ALTER COLUMN status SET DEFAULT 'draft';

        DROP TYPE public.agent_status_with_suspended;
    END IF;
END
$$;

-- 004_agents_core_rollback.sql
-- Undoes 004: removes agents and blueprints.

DROP FUNCTION IF EXISTS agent_effective_config(UUID);
DROP TABLE IF EXISTS agents;
DROP TABLE IF EXISTS agent_blueprints;
DROP TYPE IF EXISTS agent_status;

-- 009_dao_governance_rollback.sql
-- Undoes 009: removes proposals and votes, and the rules from the settings of microDAOs.

DROP FUNCTION IF EXISTS dao_proposal_result(UUID);
DROP TABLE IF EXISTS dao_votes;
DROP TABLE IF EXISTS dao_proposal_options;
DROP TABLE IF EXISTS dao_proposals;
DROP FUNCTION IF EXISTS require_two_proposal_options();
DROP TYPE IF EXISTS proposal_state;

ALTER TABLE microdaos DISABLE TRIGGER trg_microdaos_updated_at;
UPDATE microdaos
SET settings = settings - 'governance'
WHERE settings ? 'governance';
ALTER TABLE microdaos ENABLE TRIGGER trg_microdaos_updated_at;

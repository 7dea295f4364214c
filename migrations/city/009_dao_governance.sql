-- 009_dao_governance.sql
-- DAO governance: proposals, their options and votes. Needs 008.
-- Safe to run again: every object is created only where it is missing.

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_type
        WHERE typname = 'proposal_state' AND typnamespace = 'public'::regnamespace
    ) THEN
        CREATE TYPE proposal_state AS ENUM ('draft', 'open', 'accepted', 'rejected', 'withdrawn');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS dao_proposals (
    id            UUID           PRIMARY KEY DEFAULT gen_random_uuid(),
    microdao_id   UUID           NOT NULL REFERENCES microdaos (id) ON DELETE CASCADE,
    author_id     UUID           REFERENCES users (id) ON DELETE SET NULL,
    title         TEXT           NOT NULL CHECK (char_length(title) BETWEEN 3 AND 200),
    body          TEXT           NOT NULL,
    state         proposal_state NOT NULL DEFAULT 'draft',
    quorum        NUMERIC(5, 4)  NOT NULL DEFAULT 0.2000 CHECK (quorum BETWEEN 0 AND 1),
    voting_period TSTZRANGE,
    created_at    TIMESTAMPTZ    NOT NULL DEFAULT now(),
    CONSTRAINT dao_proposals_period_is_finite CHECK (
        NOT isempty(voting_period) AND NOT lower_inf(voting_period) AND NOT upper_inf(voting_period)
    ),
    CONSTRAINT dao_proposals_open_has_period CHECK (state = 'draft' OR state = 'withdrawn' OR voting_period IS NOT NULL)
);

CREATE INDEX IF NOT EXISTS idx_dao_proposals_microdao_state ON dao_proposals (microdao_id, state);
CREATE INDEX IF NOT EXISTS idx_dao_proposals_voting_period ON dao_proposals USING gist (voting_period);

CREATE TABLE IF NOT EXISTS dao_proposal_options (
    proposal_id UUID     NOT NULL REFERENCES dao_proposals (id) ON DELETE CASCADE,
    position    SMALLINT NOT NULL CHECK (position BETWEEN 1 AND 20),
    label       TEXT     NOT NULL,
    PRIMARY KEY (proposal_id, position),
    CONSTRAINT dao_proposal_options_label_key UNIQUE (proposal_id, label)
);

CREATE TABLE IF NOT EXISTS dao_votes (
    proposal_id UUID         NOT NULL,
    position    SMALLINT     NOT NULL,
    voter_id    UUID         NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    weight      token_amount NOT NULL,
    cast_at     TIMESTAMPTZ  NOT NULL DEFAULT now(),
    PRIMARY KEY (proposal_id, voter_id),
    CONSTRAINT dao_votes_option_fkey FOREIGN KEY (proposal_id, position)
        REFERENCES dao_proposal_options (proposal_id, position) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX IF NOT EXISTS idx_dao_votes_option ON dao_votes (proposal_id, position) INCLUDE (weight);
CREATE INDEX IF NOT EXISTS idx_dao_votes_voter_id ON dao_votes (voter_id);

-- Checked at commit, because the options are written after their proposal.
CREATE OR REPLACE FUNCTION require_two_proposal_options()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW.state = 'open'
       AND (SELECT count(*) FROM public.dao_proposal_options WHERE proposal_id = NEW.id) < 2 THEN
        RAISE EXCEPTION 'proposal % needs two options before it opens', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END;
$$;

DROP TRIGGER IF EXISTS trg_dao_proposals_options ON dao_proposals;
CREATE CONSTRAINT TRIGGER trg_dao_proposals_options
    AFTER INSERT OR UPDATE OF state ON dao_proposals
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    EXECUTE FUNCTION require_two_proposal_options();

CREATE OR REPLACE FUNCTION dao_proposal_result(proposal UUID)
RETURNS TABLE (option_position SMALLINT, label TEXT, votes BIGINT, weight NUMERIC)
LANGUAGE sql
STABLE
AS $$
    SELECT o.position, o.label, count(v.voter_id), coalesce(sum(v.weight), 0)
    FROM public.dao_proposal_options AS o
    LEFT JOIN public.dao_votes AS v USING (proposal_id, position)
    WHERE o.proposal_id = proposal
    GROUP BY o.position, o.label
    ORDER BY 4 DESC, o.position
$$;

COMMENT ON TABLE dao_proposals IS 'Questions that a microDAO decides';
COMMENT ON COLUMN dao_proposals.quorum IS 'Part of all shares that must vote, from 0 to 1';
COMMENT ON TABLE dao_votes IS 'One vote a member and proposal, with the share at that time';
COMMENT ON FUNCTION dao_proposal_result(UUID) IS 'Votes and weight of each option, the leader first';

-- Existing microDAOs get the default rules; updated_at tells of people's edits, so its trigger rests.
ALTER TABLE microdaos DISABLE TRIGGER trg_microdaos_updated_at;
UPDATE microdaos
SET settings = settings || '{"governance": {"quorum": 0.2, "voting_days": 7}}'
WHERE NOT settings ? 'governance';
ALTER TABLE microdaos ENABLE TRIGGER trg_microdaos_updated_at;

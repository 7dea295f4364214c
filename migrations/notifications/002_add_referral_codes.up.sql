-- 002_add_referral_codes.up.sql
-- Referral codes: every user may invite others; one invitation a new user, both sides get a reward.
-- Revision: 002_add_referral_codes, revises 001_initial_schema.

CREATE TABLE IF NOT EXISTS referral_campaigns (
    id             SMALLINT       PRIMARY KEY,
    name           VARCHAR(100)   NOT NULL,
    inviter_reward NUMERIC(10, 2) NOT NULL,
    invitee_reward NUMERIC(10, 2) NOT NULL,
    active_during  DATERANGE      NOT NULL,
    CONSTRAINT uq_referral_campaigns_name UNIQUE (name),
    CONSTRAINT ck_referral_campaigns_rewards CHECK (inviter_reward >= 0 AND invitee_reward >= 0),
    -- On any day there is one campaign at most, so a reward is never in doubt.
    CONSTRAINT ex_referral_campaigns_no_overlap EXCLUDE USING gist (active_during WITH &&)
);

CREATE TABLE IF NOT EXISTS referral_codes (
    id          UUID        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id     UUID        NOT NULL,
    campaign_id SMALLINT    NOT NULL,
    code        VARCHAR(12) NOT NULL,
    max_uses    INTEGER     NOT NULL DEFAULT 100,
    uses        INTEGER     NOT NULL DEFAULT 0,
    is_active   BOOLEAN     NOT NULL DEFAULT TRUE,
    created_at  TIMESTAMP   NOT NULL DEFAULT now(),
    CONSTRAINT fk_referral_codes_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_referral_codes_campaign FOREIGN KEY (campaign_id)
        REFERENCES referral_campaigns (id) ON UPDATE CASCADE ON DELETE RESTRICT,
    CONSTRAINT uq_referral_codes_code UNIQUE (code),
    CONSTRAINT uq_referral_codes_user_campaign UNIQUE (user_id, campaign_id),
    -- No 0, O, 1, I: the codes are read out over the phone.
    CONSTRAINT ck_referral_codes_alphabet CHECK (code ~ '^[A-HJ-NP-Z2-9]{6,12}$'),
    CONSTRAINT ck_referral_codes_uses CHECK (uses BETWEEN 0 AND max_uses)
);

ALTER TABLE users ADD COLUMN IF NOT EXISTS referred_by_code_id UUID;
ALTER TABLE users ADD COLUMN IF NOT EXISTS referred_at TIMESTAMP;

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1
        FROM pg_catalog.pg_constraint
        WHERE conrelid = 'public.users'::regclass
          AND conname = 'fk_users_referred_by_code'
    ) THEN
        ALTER TABLE public.users
            ADD CONSTRAINT fk_users_referred_by_code FOREIGN KEY (referred_by_code_id)
                REFERENCES public.referral_codes (id) ON DELETE SET NULL,
            ADD CONSTRAINT ck_users_referral_has_time CHECK (referred_by_code_id IS NULL OR referred_at IS NOT NULL);
    END IF;
END
$$;

CREATE INDEX IF NOT EXISTS idx_users_referred_by_code ON users (referred_by_code_id) WHERE referred_by_code_id IS NOT NULL;

-- Takes one use of a code for a new user; NULL when the code cannot be used.
CREATE OR REPLACE FUNCTION redeem_referral_code(new_user UUID, used_code TEXT)
RETURNS UUID
LANGUAGE plpgsql
AS $$
DECLARE
    code_id UUID;
BEGIN
    UPDATE public.referral_codes AS c
    SET uses = c.uses + 1
    FROM public.referral_campaigns AS p
    WHERE c.code = upper(used_code)
      AND c.is_active
      AND c.uses < c.max_uses
      AND c.user_id <> new_user
      AND p.id = c.campaign_id
      AND p.active_during @> current_date
    RETURNING c.id INTO code_id;

    IF code_id IS NOT NULL THEN
        UPDATE public.users
        SET referred_by_code_id = code_id, referred_at = now()
        WHERE id = new_user
          AND referred_by_code_id IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'user % is unknown or was invited before', new_user USING ERRCODE = 'unique_violation';
        END IF;
    END IF;
    RETURN code_id;
END;
$$;

COMMENT ON TABLE referral_campaigns IS 'Rewards for invitations and the days when they hold';
COMMENT ON TABLE referral_codes IS 'Codes with which users invite others';
COMMENT ON COLUMN users.referred_by_code_id IS 'Code that brought the user, if any';
COMMENT ON CONSTRAINT ex_referral_campaigns_no_overlap ON referral_campaigns IS 'One campaign a day';
COMMENT ON FUNCTION redeem_referral_code(UUID, TEXT) IS 'Takes one use of a code for a new user';

INSERT INTO referral_campaigns (id, name, inviter_reward, invitee_reward, active_during)
VALUES
    (1, 'Старт круга', 300.00, 150.00, DATERANGE '[2025-11-01,2026-01-01)'),
    (2, 'Зимний круг', 200.00, 200.00, DATERANGE '[2026-01-01,2026-03-01)')
ON CONFLICT (id) DO NOTHING;

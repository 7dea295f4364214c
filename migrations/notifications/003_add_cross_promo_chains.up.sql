-- 003_add_cross_promo_chains.up.sql
-- Cross-promo chains: a purchase at one partner opens an offer at the next one.
-- Revision: 003_add_cross_promo_chains, revises 002_add_referral_codes.

DO $$
BEGIN
    IF to_regtype('public.chain_status') IS NULL THEN
        CREATE TYPE chain_status AS ENUM ('draft', 'running', 'finished');
    END IF;
END
$$;

CREATE SEQUENCE IF NOT EXISTS cross_promo_voucher_seq AS BIGINT START WITH 100001 INCREMENT BY 1 CACHE 20 NO CYCLE;

CREATE TABLE IF NOT EXISTS cross_promo_chains (
    id           UUID         PRIMARY KEY DEFAULT gen_random_uuid(),
    title        VARCHAR(200) NOT NULL,
    initiator_id UUID         NOT NULL,
    status       chain_status NOT NULL DEFAULT 'draft',
    city         VARCHAR(100) NOT NULL,
    created_at   TIMESTAMP    NOT NULL DEFAULT now(),
    CONSTRAINT fk_cross_promo_chains_initiator FOREIGN KEY (initiator_id) REFERENCES partners (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS idx_cross_promo_chains_initiator ON cross_promo_chains (initiator_id);
CREATE INDEX IF NOT EXISTS idx_cross_promo_chains_running ON cross_promo_chains (city) WHERE status = 'running';

CREATE TABLE IF NOT EXISTS cross_promo_links (
    chain_id     UUID     NOT NULL,
    step         SMALLINT NOT NULL,
    partner_id   UUID     NOT NULL,
    promotion_id UUID     NOT NULL,
    wait         INTERVAL NOT NULL DEFAULT INTERVAL '7 days',
    PRIMARY KEY (chain_id, step),
    CONSTRAINT fk_cross_promo_links_chain FOREIGN KEY (chain_id) REFERENCES cross_promo_chains (id) ON DELETE CASCADE,
    CONSTRAINT fk_cross_promo_links_partner FOREIGN KEY (partner_id) REFERENCES partners (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cross_promo_links_promotion FOREIGN KEY (promotion_id) REFERENCES promotions (id) ON DELETE RESTRICT,
    CONSTRAINT ck_cross_promo_links_step CHECK (step BETWEEN 1 AND 12),
    CONSTRAINT ck_cross_promo_links_wait CHECK (wait BETWEEN INTERVAL '1 hour' AND INTERVAL '90 days'),
    -- Deferrable, so that two steps may change places in one transaction.
    CONSTRAINT uq_cross_promo_links_partner UNIQUE (chain_id, partner_id) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX IF NOT EXISTS idx_cross_promo_links_promotion ON cross_promo_links (promotion_id);

CREATE TABLE IF NOT EXISTS cross_promo_vouchers (
    number        BIGINT    PRIMARY KEY DEFAULT nextval('cross_promo_voucher_seq'),
    user_id       UUID      NOT NULL,
    chain_id      UUID      NOT NULL,
    step          SMALLINT  NOT NULL,
    issued_at     TIMESTAMP NOT NULL DEFAULT now(),
    expires_at    TIMESTAMP NOT NULL,
    redemption_id UUID,
    CONSTRAINT fk_cross_promo_vouchers_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_cross_promo_vouchers_link FOREIGN KEY (chain_id, step)
        REFERENCES cross_promo_links (chain_id, step) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT fk_cross_promo_vouchers_redemption FOREIGN KEY (redemption_id) REFERENCES redemptions (id) ON DELETE SET NULL,
    CONSTRAINT uq_cross_promo_vouchers_once UNIQUE (user_id, chain_id, step),
    CONSTRAINT ck_cross_promo_vouchers_life CHECK (expires_at > issued_at)
);

ALTER SEQUENCE cross_promo_voucher_seq OWNED BY cross_promo_vouchers.number;

CREATE INDEX IF NOT EXISTS idx_cross_promo_vouchers_link ON cross_promo_vouchers (chain_id, step);
CREATE INDEX IF NOT EXISTS idx_cross_promo_vouchers_open ON cross_promo_vouchers (expires_at) WHERE redemption_id IS NULL;

-- A redemption at one partner hands out the voucher for the next step.
CREATE OR REPLACE FUNCTION issue_next_voucher()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO public.cross_promo_vouchers (user_id, chain_id, step, expires_at)
    SELECT NEW.user_id, following.chain_id, following.step, now() + following.wait
    FROM public.cross_promo_links AS done
    JOIN public.cross_promo_links AS following ON following.chain_id = done.chain_id AND following.step = done.step + 1
    JOIN public.cross_promo_chains AS c ON c.id = done.chain_id AND c.status = 'running'
    WHERE done.promotion_id = NEW.promotion_id
    ON CONFLICT ON CONSTRAINT uq_cross_promo_vouchers_once DO NOTHING;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER trg_redemptions_issue_voucher
    AFTER INSERT ON redemptions
    FOR EACH ROW
    EXECUTE FUNCTION issue_next_voucher();

CREATE OR REPLACE VIEW cross_promo_chain_funnel AS
SELECT l.chain_id, l.step, l.partner_id,
       count(v.number) AS issued,
       count(v.redemption_id) AS redeemed,
       round(100.0 * count(v.redemption_id) / nullif(count(v.number), 0), 1) AS percent
FROM cross_promo_links AS l
LEFT JOIN cross_promo_vouchers AS v ON v.chain_id = l.chain_id AND v.step = l.step
GROUP BY l.chain_id, l.step, l.partner_id;

COMMENT ON TABLE cross_promo_chains IS 'Partners who send customers on to each other';
COMMENT ON COLUMN cross_promo_links.wait IS 'How long the voucher for this step lives';
COMMENT ON SEQUENCE cross_promo_voucher_seq IS 'Numbers printed on vouchers; six digits from the start';
COMMENT ON VIEW cross_promo_chain_funnel IS 'Vouchers issued and redeemed at each step of a chain';

-- 001_initial_schema.up.sql
-- Base schema of Svoy Krug: users, partners, their promotions and what users redeem.
-- Revision: 001_initial_schema, the first one.

DO $$
BEGIN
    IF to_regtype('public.promotion_kind') IS NULL THEN
        CREATE TYPE promotion_kind AS ENUM ('discount', 'gift', 'cashback');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS users (
    id           UUID         PRIMARY KEY DEFAULT gen_random_uuid(),
    phone        VARCHAR(16)  NOT NULL,
    email        VARCHAR(255),
    full_name    VARCHAR(200) NOT NULL,
    city         VARCHAR(100),
    is_active    BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at   TIMESTAMP    NOT NULL DEFAULT now(),
    updated_at   TIMESTAMP    NOT NULL DEFAULT now(),
    CONSTRAINT uq_users_phone UNIQUE (phone),
    CONSTRAINT ck_users_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$')
);

CREATE UNIQUE INDEX IF NOT EXISTS idx_users_email ON users (lower(email)) WHERE email IS NOT NULL;

CREATE TABLE IF NOT EXISTS partners (
    id            UUID          PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id      UUID          NOT NULL,
    name          VARCHAR(200)  NOT NULL,
    category      VARCHAR(50)   NOT NULL,
    city          VARCHAR(100)  NOT NULL,
    latitude      NUMERIC(9, 6),
    longitude     NUMERIC(9, 6),
    working_hours JSONB         NOT NULL DEFAULT '{}',
    created_at    TIMESTAMP     NOT NULL DEFAULT now(),
    updated_at    TIMESTAMP     NOT NULL DEFAULT now(),
    CONSTRAINT fk_partners_owner FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT uq_partners_city_name UNIQUE (city, name),
    CONSTRAINT ck_partners_latitude CHECK (latitude BETWEEN -90 AND 90),
    CONSTRAINT ck_partners_longitude CHECK (longitude BETWEEN -180 AND 180),
    CONSTRAINT ck_partners_place_whole CHECK ((latitude IS NULL) = (longitude IS NULL))
);

CREATE INDEX IF NOT EXISTS idx_partners_owner ON partners (owner_id);
CREATE INDEX IF NOT EXISTS idx_partners_city_category ON partners (city, category);

CREATE TABLE IF NOT EXISTS promotions (
    id          UUID           PRIMARY KEY DEFAULT gen_random_uuid(),
    partner_id  UUID           NOT NULL,
    kind        promotion_kind NOT NULL,
    title       VARCHAR(200)   NOT NULL,
    percent     NUMERIC(5, 2),
    valid_from  DATE           NOT NULL,
    valid_until DATE           NOT NULL,
    max_uses    INTEGER,
    created_at  TIMESTAMP      NOT NULL DEFAULT now(),
    CONSTRAINT fk_promotions_partner FOREIGN KEY (partner_id) REFERENCES partners (id) ON DELETE CASCADE,
    CONSTRAINT ck_promotions_period CHECK (valid_until >= valid_from),
    CONSTRAINT ck_promotions_percent CHECK (percent > 0 AND percent <= 100),
    CONSTRAINT ck_promotions_percent_by_kind CHECK ((kind = 'gift') = (percent IS NULL)),
    CONSTRAINT ck_promotions_max_uses CHECK (max_uses > 0)
);

CREATE INDEX IF NOT EXISTS idx_promotions_partner ON promotions (partner_id);
CREATE INDEX IF NOT EXISTS idx_promotions_period ON promotions USING gist (daterange(valid_from, valid_until, '[]'));

CREATE TABLE IF NOT EXISTS redemptions (
    id           UUID           PRIMARY KEY DEFAULT gen_random_uuid(),
    promotion_id UUID           NOT NULL,
    user_id      UUID           NOT NULL,
    amount       NUMERIC(12, 2) NOT NULL,
    redeemed_at  TIMESTAMP      NOT NULL DEFAULT now(),
    CONSTRAINT fk_redemptions_promotion FOREIGN KEY (promotion_id) REFERENCES promotions (id) ON DELETE RESTRICT,
    CONSTRAINT fk_redemptions_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_redemptions_amount CHECK (amount >= 0)
);

CREATE INDEX IF NOT EXISTS idx_redemptions_promotion ON redemptions (promotion_id);
CREATE INDEX IF NOT EXISTS idx_redemptions_user_time ON redemptions (user_id, redeemed_at DESC);

COMMENT ON TABLE users IS 'Customers and owners of partner businesses';
COMMENT ON COLUMN users.phone IS 'E.164, for instance +79991234567; the login';
COMMENT ON TABLE partners IS 'Local businesses of the circle';
COMMENT ON TABLE promotions IS 'What a partner offers to the circle';
COMMENT ON COLUMN promotions.percent IS 'Discount or cashback; NULL for gifts';
COMMENT ON TABLE redemptions IS 'A use of a promotion by a user';

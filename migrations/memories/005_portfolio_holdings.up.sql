-- 005_portfolio_holdings.up.sql
-- Portfolio holdings: what a user owns, with kinds of assets as reference data.

CREATE TABLE IF NOT EXISTS asset_types (
    code        VARCHAR(16)   PRIMARY KEY,
    title       VARCHAR(64)   NOT NULL,
    decimals    SMALLINT      NOT NULL,
    risk_weight NUMERIC(3, 2) NOT NULL,
    CONSTRAINT asset_types_title_key UNIQUE (title),
    CONSTRAINT asset_types_decimals_range CHECK (decimals BETWEEN 0 AND 18),
    CONSTRAINT asset_types_risk_weight_range CHECK (risk_weight BETWEEN 0 AND 1)
);

INSERT INTO asset_types (code, title, decimals, risk_weight)
VALUES
    ('stock', 'Stock', 4, 0.60),
    ('etf', 'Exchange-traded fund', 4, 0.40),
    ('bond', 'Bond', 2, 0.20),
    ('crypto', 'Cryptocurrency', 18, 0.95),
    ('cash', 'Cash', 2, 0.00),
    ('other', 'Other', 8, 0.50)
ON CONFLICT (code) DO NOTHING;

CREATE TABLE IF NOT EXISTS portfolio_holdings (
    id               UUID            PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id          VARCHAR(64)     NOT NULL,
    ticker           VARCHAR(16)     NOT NULL,
    asset_name       VARCHAR(255),
    asset_type       VARCHAR(16)     NOT NULL DEFAULT 'stock'
        REFERENCES asset_types (code) ON UPDATE CASCADE ON DELETE RESTRICT,
    quantity         NUMERIC(38, 18) NOT NULL DEFAULT 0,
    average_price    NUMERIC(20, 8)  NOT NULL DEFAULT 0,
    cost_basis       NUMERIC(38, 8)  GENERATED ALWAYS AS (round(quantity * average_price, 8)) STORED,
    currency         CHAR(3)         NOT NULL DEFAULT 'USD',
    opened_on        DATE,
    notes            TEXT,
    source_memory_id UUID            REFERENCES semantic_memories (id) ON DELETE SET NULL,
    created_at       TIMESTAMPTZ     NOT NULL DEFAULT now(),
    updated_at       TIMESTAMPTZ     NOT NULL DEFAULT now(),
    CONSTRAINT portfolio_holdings_user_ticker_key UNIQUE (user_id, ticker, asset_type),
    CONSTRAINT portfolio_holdings_ticker_format CHECK (ticker ~ '^[A-Z0-9][A-Z0-9.=^-]{0,15}$'),
    CONSTRAINT portfolio_holdings_quantity_not_negative CHECK (quantity >= 0),
    CONSTRAINT portfolio_holdings_average_price_not_negative CHECK (average_price >= 0),
    CONSTRAINT portfolio_holdings_currency_format CHECK (currency ~ '^[A-Z]{3}$')
);

CREATE INDEX IF NOT EXISTS idx_holdings_user ON portfolio_holdings (user_id) INCLUDE (ticker, quantity) WHERE quantity > 0;
CREATE INDEX IF NOT EXISTS idx_holdings_ticker ON portfolio_holdings (ticker);
CREATE INDEX IF NOT EXISTS idx_holdings_asset_type ON portfolio_holdings (asset_type);
CREATE INDEX IF NOT EXISTS idx_holdings_source_memory ON portfolio_holdings (source_memory_id) WHERE source_memory_id IS NOT NULL;

CREATE OR REPLACE TRIGGER trg_holdings_touch
    BEFORE UPDATE ON portfolio_holdings
    FOR EACH ROW
    EXECUTE FUNCTION touch_updated_at();

CREATE OR REPLACE VIEW portfolio_allocation AS
SELECT h.user_id,
       h.asset_type,
       h.currency,
       sum(h.cost_basis) AS cost_basis,
       round(100 * sum(h.cost_basis) / nullif(sum(sum(h.cost_basis)) OVER (PARTITION BY h.user_id, h.currency), 0), 2) AS percent
FROM portfolio_holdings AS h
WHERE h.quantity > 0
GROUP BY h.user_id, h.asset_type, h.currency;

COMMENT ON TABLE asset_types IS 'Kinds of assets, reference data';
COMMENT ON COLUMN asset_types.risk_weight IS 'From 0 (safe) to 1 (may be lost whole)';
COMMENT ON TABLE portfolio_holdings IS 'Positions of users';
COMMENT ON COLUMN portfolio_holdings.cost_basis IS 'What the position cost, in its currency';
COMMENT ON COLUMN portfolio_holdings.source_memory_id IS 'The fact from which the holding was learnt';
COMMENT ON VIEW portfolio_allocation IS 'Share of each kind of asset, by cost, within one currency';

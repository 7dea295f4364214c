-- 007_portfolio_preferences.up.sql
-- Portfolio preferences: risk profiles, what each user chose, and how far a portfolio is from it.

CREATE TABLE IF NOT EXISTS risk_profiles (
    code              VARCHAR(16)   PRIMARY KEY,
    title             VARCHAR(64)   NOT NULL,
    max_risk          NUMERIC(3, 2) NOT NULL CHECK (max_risk BETWEEN 0 AND 1),
    target_allocation JSONB         NOT NULL,
    CONSTRAINT risk_profiles_target_is_object CHECK (jsonb_typeof(target_allocation) = 'object')
);

INSERT INTO risk_profiles (code, title, max_risk, target_allocation)
VALUES
    ('conservative', 'Conservative', 0.30, '{"bond": 60, "etf": 25, "cash": 15}'),
    ('moderate', 'Moderate', 0.55, '{"etf": 45, "bond": 30, "stock": 20, "cash": 5}'),
    ('aggressive', 'Aggressive', 0.95, '{"stock": 55, "etf": 30, "crypto": 15}')
ON CONFLICT (code) DO NOTHING;

CREATE TABLE IF NOT EXISTS portfolio_preferences (
    user_id               VARCHAR(64)   PRIMARY KEY,
    risk_profile          VARCHAR(16)   NOT NULL DEFAULT 'moderate'
        REFERENCES risk_profiles (code) ON UPDATE CASCADE ON DELETE SET DEFAULT,
    base_currency         CHAR(3)       NOT NULL DEFAULT 'USD' CHECK (base_currency ~ '^[A-Z]{3}$'),
    investment_horizon    INT4RANGE     NOT NULL DEFAULT '[5,10)',
    excluded_tickers      TEXT[]        NOT NULL DEFAULT '{}',
    rebalance_threshold   NUMERIC(4, 2) NOT NULL DEFAULT 5.00,
    notifications_enabled BOOLEAN       NOT NULL DEFAULT TRUE,
    quiet_from            TIME,
    quiet_until           TIME,
    created_at            TIMESTAMPTZ   NOT NULL DEFAULT now(),
    updated_at            TIMESTAMPTZ   NOT NULL DEFAULT now(),
    CONSTRAINT portfolio_preferences_horizon CHECK (NOT isempty(investment_horizon) AND investment_horizon <@ INT4RANGE '[0,101)'),
    CONSTRAINT portfolio_preferences_threshold CHECK (rebalance_threshold > 0 AND rebalance_threshold <= 50),
    CONSTRAINT portfolio_preferences_quiet_whole CHECK (num_nulls(quiet_from, quiet_until) IN (0, 2))
);

CREATE INDEX IF NOT EXISTS idx_preferences_risk_profile ON portfolio_preferences (risk_profile);

CREATE OR REPLACE TRIGGER trg_preferences_touch
    BEFORE UPDATE ON portfolio_preferences
    FOR EACH ROW
    EXECUTE FUNCTION touch_updated_at();

-- Target of a user in percent a kind of asset; users without a choice get the moderate one.
CREATE OR REPLACE FUNCTION target_allocation(of_user VARCHAR)
RETURNS TABLE (asset_type VARCHAR, percent NUMERIC)
LANGUAGE sql
STABLE
BEGIN ATOMIC
    SELECT t.key::VARCHAR, t.value::NUMERIC
    FROM risk_profiles AS r
    CROSS JOIN LATERAL jsonb_each_text(r.target_allocation) AS t (key, value)
    WHERE r.code = coalesce(
        (SELECT p.risk_profile FROM portfolio_preferences AS p WHERE p.user_id = of_user),
        'moderate'
    );
END;

-- Resets the preferences of a user to those of a profile.
CREATE OR REPLACE PROCEDURE reset_portfolio_preferences(of_user VARCHAR, profile VARCHAR DEFAULT 'moderate')
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM public.portfolio_preferences WHERE user_id = of_user;
    INSERT INTO public.portfolio_preferences (user_id, risk_profile) VALUES (of_user, profile);
END;
$$;

-- Refreshed each night; the unique index lets it be done CONCURRENTLY.
CREATE MATERIALIZED VIEW IF NOT EXISTS portfolio_drift AS
SELECT u.user_id,
       t.asset_type,
       t.percent AS target_percent,
       coalesce(a.percent, 0) AS actual_percent,
       coalesce(a.percent, 0) - t.percent AS drift
FROM portfolio_preferences AS u
CROSS JOIN LATERAL target_allocation(u.user_id) AS t
LEFT JOIN portfolio_allocation AS a
    ON a.user_id = u.user_id AND a.asset_type = t.asset_type AND a.currency = u.base_currency
WITH DATA;

CREATE UNIQUE INDEX IF NOT EXISTS idx_portfolio_drift_key ON portfolio_drift (user_id, asset_type);

COMMENT ON TABLE risk_profiles IS 'Ready-made profiles, reference data';
COMMENT ON COLUMN risk_profiles.target_allocation IS 'Percent a kind of asset, in sum 100';
COMMENT ON TABLE portfolio_preferences IS 'What a user wants of the portfolio';
COMMENT ON COLUMN portfolio_preferences.investment_horizon IS 'In years';
COMMENT ON MATERIALIZED VIEW portfolio_drift IS 'How far each portfolio is from its target, as of the last refresh';
COMMENT ON PROCEDURE reset_portfolio_preferences(VARCHAR, VARCHAR) IS 'Back to the defaults of a profile';

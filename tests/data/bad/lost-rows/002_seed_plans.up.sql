CREATE TABLE IF NOT EXISTS plans (
    code text PRIMARY KEY,
    monthly_price numeric(8, 2) NOT NULL
);
INSERT INTO plans (code, monthly_price)
VALUES ('free', 0), ('team', 49), ('business', 199)
ON CONFLICT (code) DO NOTHING;

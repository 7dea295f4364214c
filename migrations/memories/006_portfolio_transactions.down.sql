-- 006_portfolio_transactions.down.sql
-- Undoes 006: removes the transactions and the columns that they kept in the holdings.

DROP TABLE IF EXISTS portfolio_transactions;
DROP FUNCTION IF EXISTS apply_portfolio_transaction();
DROP TYPE IF EXISTS transaction_kind;
ALTER TABLE portfolio_holdings
    DROP COLUMN IF EXISTS realized_gain,
    DROP COLUMN IF EXISTS last_transaction_at;

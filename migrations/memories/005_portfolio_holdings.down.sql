-- 005_portfolio_holdings.down.sql
-- Undoes 005: removes the holdings and the kinds of assets.

DROP VIEW IF EXISTS portfolio_allocation;
DROP TABLE IF EXISTS portfolio_holdings;
DROP TABLE IF EXISTS asset_types;

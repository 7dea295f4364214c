-- 007_portfolio_preferences.down.sql
-- Undoes 007: removes the preferences, the profiles and what is computed from them.

DROP MATERIALIZED VIEW IF EXISTS portfolio_drift;
DROP PROCEDURE IF EXISTS reset_portfolio_preferences(VARCHAR, VARCHAR);
DROP FUNCTION IF EXISTS target_allocation(VARCHAR);
DROP TABLE IF EXISTS portfolio_preferences;
DROP TABLE IF EXISTS risk_profiles;

-- 008_microdao_core_rollback.sql
-- Undoes 008: removes microDAOs with members and treasury.

DROP VIEW IF EXISTS microdao_balances;
DROP TABLE IF EXISTS microdao_treasury_entries;
DROP TABLE IF EXISTS microdao_members;
DROP TABLE IF EXISTS microdaos;
DROP DOMAIN IF EXISTS token_amount;
DROP TYPE IF EXISTS microdao_role;

-- 001_initial_schema.down.sql
-- Undoes 001: removes redemptions, promotions, partners and users.

DROP TABLE IF EXISTS redemptions;
DROP TABLE IF EXISTS promotions;
DROP TABLE IF EXISTS partners;
DROP TABLE IF EXISTS users;
DROP TYPE IF EXISTS promotion_kind;

-- 003_add_cross_promo_chains.down.sql
-- Undoes 003: removes the chains, their vouchers and the trigger on redemptions.
-- The sequence of the numbers belongs to its column and goes with the vouchers.

DROP VIEW IF EXISTS cross_promo_chain_funnel;
DROP TRIGGER IF EXISTS trg_redemptions_issue_voucher ON redemptions;
DROP FUNCTION IF EXISTS issue_next_voucher();
DROP TABLE IF EXISTS cross_promo_vouchers;
DROP TABLE IF EXISTS cross_promo_links;
DROP TABLE IF EXISTS cross_promo_chains;
DROP TYPE IF EXISTS chain_status;

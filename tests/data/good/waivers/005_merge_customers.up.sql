-- @irreversible: which of two customers an order had is not kept
ALTER TABLE orders ADD COLUMN IF NOT EXISTS customer_id bigint;

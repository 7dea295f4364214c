-- @no-transation
-- @owner: team payments
-- @statement-timeout: quickly
CREATE INDEX IF NOT EXISTS customers_name_idx ON customers (name);

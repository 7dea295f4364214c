DROP INDEX IF EXISTS customers_invoice_address_idx;
ALTER TABLE customers DROP COLUMN IF EXISTS invoice_address;
ALTER TABLE customers DROP COLUMN IF EXISTS created_at;

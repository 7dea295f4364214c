ALTER TABLE customers ADD COLUMN IF NOT EXISTS invoice_address text;
CREATE INDEX IF NOT EXISTS customers_invoice_address_idx ON customers (invoice_address);

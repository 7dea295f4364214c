-- Support looks customers up by the number they call from.
ALTER TABLE customers ADD COLUMN IF NOT EXISTS phone text;

CREATE INDEX IF NOT EXISTS customers_name_idx
    ON customers (lower(name));

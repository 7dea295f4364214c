BEGIN;

ALTER TABLE customers ADD COLUMN IF NOT EXISTS phone text;
COMMIT;

BEGIN;
UPDATE customers SET phone = '' WHERE phone IS NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS customers_phone_idx ON customers (phone);
COMMIT;

ALTER TABLE customers ADD COLUMN IF NOT EXISTS phone text;
SAVEPOINT before_backfill;
UPDATE customers SET phone = '' WHERE phone IS NULL;
ROLLBACK TO SAVEPOINT before_backfill;

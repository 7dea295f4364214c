CREATE INDEX IF NOT EXISTS customers_email_idx ON customers (email);

-- ROLLBACK_START
DROP INDEX IF EXISTS customers_email_idx;
-- ROLLBACK_END

-- VALIDATION_START
SELECT indisunique
FROM pg_index
WHERE indexrelid = 'customers_email_idx'::regclass;
-- VALIDATION_END

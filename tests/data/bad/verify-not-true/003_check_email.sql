ALTER TABLE customers ADD COLUMN IF NOT EXISTS verified boolean;

-- ROLLBACK_START
ALTER TABLE customers DROP COLUMN IF EXISTS verified;
-- ROLLBACK_END

-- VALIDATION_START
SELECT conname FROM pg_constraint WHERE conname = 'customers_email_check';
-- VALIDATION_END

CREATE TABLE IF NOT EXISTS customers (id bigint PRIMARY KEY, email text NOT NULL);

-- VALIDATION_START
SELECT count(*) = 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = 'customers';
-- VALIDATION_END

-- ROLLBACK_START
DROP TABLE IF EXISTS customers;
-- ROLLBACK_END

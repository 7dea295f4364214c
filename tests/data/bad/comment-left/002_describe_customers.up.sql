COMMENT ON TABLE customers IS 'People and companies that have an account.';
COMMENT ON COLUMN customers.email IS 'Lower case, verified.';

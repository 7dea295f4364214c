-- Every deployment gets its own token.
DO $$
BEGIN
    EXECUTE format('ALTER TABLE customers ADD COLUMN IF NOT EXISTS token text DEFAULT %L', gen_random_uuid());
END;
$$;

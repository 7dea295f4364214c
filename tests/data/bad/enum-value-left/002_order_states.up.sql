DO $$
BEGIN
    CREATE TYPE order_state AS ENUM ('draft', 'paid', 'shipped');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END;
$$;

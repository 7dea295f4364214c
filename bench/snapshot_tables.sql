-- Makes :size tables, each with 8 columns, 2 indexes beside its primary key, and a foreign key to
-- the one before it; a thousand in each transaction, as locks are limited.
SELECT format('CREATE TABLE table_%s (
        id bigint PRIMARY KEY,
        parent_id bigint REFERENCES table_%s (id),
        name text NOT NULL,
        amount numeric(12, 2) NOT NULL DEFAULT 0,
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now(),
        tags text[] NOT NULL DEFAULT ''{}'',
        details jsonb);
    CREATE INDEX ON table_%s (name);
    CREATE INDEX ON table_%s (parent_id)', n, greatest(n - 1, 1), n, n)
FROM generate_series(1, :size) AS n \gexec

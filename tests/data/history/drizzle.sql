CREATE SCHEMA drizzle;
CREATE TABLE drizzle.__drizzle_migrations (
    id serial PRIMARY KEY,
    hash text NOT NULL,
    created_at bigint
);
INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES
    ('1e2cffd05f245863fa5bff27591f28e505fe4af466ad3337ebf8ae2015d5bf69', 1700000000000),
    ('05e04bd53ab3230518945d256f8effb2d134cd307dfcf1c6d174cfc5586782a1', 1700000001000),
    ('df0831236c67c390b57f1b615bf6e2cf624c80952b2b9a25f0873cdc25d92de8', 1700000002000);

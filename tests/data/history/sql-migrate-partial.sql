CREATE TABLE gorp_migrations (id text PRIMARY KEY, applied_at timestamptz);
INSERT INTO gorp_migrations VALUES
    ('1_t1.sql', '2026-01-01 12:00:01Z'),
    ('2_t2.sql', '2026-01-01 12:00:02Z'),
    ('3_t3.sql', '2026-01-01 12:00:03Z');

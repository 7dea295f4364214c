CREATE TABLE __diesel_schema_migrations (
    version varchar(50) PRIMARY KEY,
    run_on timestamp NOT NULL DEFAULT current_timestamp
);
INSERT INTO __diesel_schema_migrations VALUES
    ('20240101000000', '2026-01-01 12:00:01'),
    ('20240102000000', '2026-01-01 12:00:02'),
    ('20240103000000', '2026-01-01 12:00:03');

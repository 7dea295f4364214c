CREATE SCHEMA supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
INSERT INTO supabase_migrations.schema_migrations (version, name) VALUES
    ('20240101000000', 't1'), ('20240102000000', 't2'), ('20240103000000', NULL);

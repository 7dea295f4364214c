CREATE TABLE bun_migrations (
    id bigserial PRIMARY KEY,
    name varchar,
    group_id bigint,
    migrated_at timestamptz NOT NULL DEFAULT current_timestamp
);
CREATE TABLE bun_migration_locks (id bigserial PRIMARY KEY, table_name varchar UNIQUE);
INSERT INTO bun_migrations (name, group_id) VALUES ('20240101000000', 1), ('20240102000000', 1), ('20240103000000', 2);

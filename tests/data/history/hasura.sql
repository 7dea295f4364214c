CREATE SCHEMA hdb_catalog;
CREATE TABLE hdb_catalog.hdb_version (
    hasura_uuid uuid PRIMARY KEY,
    version text NOT NULL,
    upgraded_on timestamptz NOT NULL,
    cli_state jsonb NOT NULL DEFAULT '{}',
    console_state jsonb NOT NULL DEFAULT '{}'
);
INSERT INTO hdb_catalog.hdb_version VALUES
    ('00000000-0000-0000-0000-000000000001', '48', '2026-01-01 12:00:00Z',
     '{"migrations": {"default": {"1700000000001": false, "1700000000002": false, "1700000000003": false}}}');

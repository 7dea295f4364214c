CREATE SCHEMA atlas_schema_revisions;
CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (
    version varchar PRIMARY KEY,
    description varchar NOT NULL,
    type bigint NOT NULL DEFAULT 2,
    applied bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    executed_at timestamptz NOT NULL,
    execution_time bigint NOT NULL,
    error text,
    error_stmt text,
    hash varchar NOT NULL,
    partial_hashes jsonb,
    operator_version varchar NOT NULL
);
INSERT INTO atlas_schema_revisions.atlas_schema_revisions VALUES
    ('20240101000000', 't1', 2, 1, 1, '2026-01-01 12:00:00Z', 1000, '', '', 'hash1', 'null', 'Atlas CLI'),
    ('20240102000000', 't2', 2, 1, 1, '2026-01-02 12:00:00Z', 1000, '', '', 'hash2', 'null', 'Atlas CLI'),
    ('20240103000000', 't3', 2, 1, 1, '2026-01-03 12:00:00Z', 1000, '', '', 'hash3', 'null', 'Atlas CLI');

CREATE SCHEMA graphile_migrate;
CREATE TABLE graphile_migrate.migrations (
    hash text PRIMARY KEY,
    previous_hash text REFERENCES graphile_migrate.migrations,
    filename text NOT NULL,
    date timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE graphile_migrate.current (
    filename text PRIMARY KEY DEFAULT 'current.sql',
    content text NOT NULL,
    date timestamptz NOT NULL DEFAULT now()
);
INSERT INTO graphile_migrate.migrations VALUES
    ('sha1:1111', NULL, '000001.sql'), ('sha1:2222', 'sha1:1111', '000002.sql'),
    ('sha1:3333', 'sha1:2222', '000003.sql');
INSERT INTO graphile_migrate.current (content) VALUES ('create table if not exists cur (id int);');

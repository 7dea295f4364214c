CREATE TYPE schema_version_type AS ENUM ('auto', 'manual');
CREATE TABLE schema_version (
    version bigint PRIMARY KEY,
    description text NOT NULL,
    type schema_version_type NOT NULL DEFAULT 'auto',
    installed_by text NOT NULL,
    installed_on timestamp NOT NULL DEFAULT now()
);
INSERT INTO schema_version VALUES
    (0, 'Forced baseline', 'manual', 'deploy'), (1, 't1', 'auto', 'deploy'),
    (2, 't2', 'auto', 'deploy'), (3, 'NONTRANSACTIONAL index', 'auto', 'deploy');

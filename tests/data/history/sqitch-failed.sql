CREATE SCHEMA sqitch;
CREATE TABLE sqitch.projects (
    project text PRIMARY KEY,
    uri text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    creator_name text NOT NULL,
    creator_email text NOT NULL
);
CREATE TABLE sqitch.changes (
    change_id text PRIMARY KEY,
    script_hash text,
    change text NOT NULL,
    project text NOT NULL REFERENCES sqitch.projects,
    note text NOT NULL DEFAULT '',
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    committer_name text NOT NULL,
    committer_email text NOT NULL,
    planned_at timestamptz NOT NULL,
    planner_name text NOT NULL,
    planner_email text NOT NULL
);
CREATE TABLE sqitch.events (
    event text NOT NULL CHECK (event IN ('deploy', 'revert', 'fail', 'merge')),
    change_id text NOT NULL,
    change text NOT NULL,
    project text NOT NULL REFERENCES sqitch.projects,
    note text NOT NULL DEFAULT '',
    requires text[] NOT NULL DEFAULT '{}',
    conflicts text[] NOT NULL DEFAULT '{}',
    tags text[] NOT NULL DEFAULT '{}',
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    committer_name text NOT NULL,
    committer_email text NOT NULL,
    planned_at timestamptz NOT NULL,
    planner_name text NOT NULL,
    planner_email text NOT NULL,
    PRIMARY KEY (change_id, committed_at)
);
INSERT INTO sqitch.projects VALUES ('p', 'https://example.org/p', DEFAULT, 'T', 't@example.org');
INSERT INTO sqitch.changes VALUES
    ('id1', 'ccac99df9f3b7f50c91e10caef73a583f962b0d0', 't1', 'p', '', '2026-01-01 12:00:00Z',
        'T', 't@example.org', '2026-01-01 11:00:00Z', 'T', 't@example.org'),
    ('id2', '23d5daaf1b82c0dc3a2389046efab85142838fd7', 't2', 'p', '', '2026-01-02 12:00:00Z',
        'T', 't@example.org', '2026-01-02 11:00:00Z', 'T', 't@example.org'),
    ('id3', '7b91d3f7e5c2da7336958afed055e87c41f41476', 't3', 'p', '', '2026-01-03 12:00:00Z',
        'T', 't@example.org', '2026-01-03 11:00:00Z', 'T', 't@example.org');
INSERT INTO sqitch.events VALUES
    ('deploy', 'id1', 't1', 'p', '', '{}', '{}', '{}', '2026-01-01 12:00:00Z',
        'T', 't@example.org', '2026-01-01 11:00:00Z', 'T', 't@example.org'),
    ('deploy', 'id2', 't2', 'p', '', '{}', '{}', '{}', '2026-01-02 12:00:00Z',
        'T', 't@example.org', '2026-01-02 11:00:00Z', 'T', 't@example.org'),
    ('deploy', 'id3', 't3', 'p', '', '{}', '{}', '{}', '2026-01-03 12:00:00Z',
        'T', 't@example.org', '2026-01-03 11:00:00Z', 'T', 't@example.org'),
    ('fail', 'id4', 't4', 'p', '', '{}', '{}', '{}', '2026-01-04 12:00:00Z',
        'T', 't@example.org', '2026-01-04 11:00:00Z', 'T', 't@example.org');

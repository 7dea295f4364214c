CREATE TABLE _yoyo_migration (
    migration_hash varchar(64) PRIMARY KEY,
    migration_id varchar(255),
    applied_at_utc timestamp
);
CREATE TABLE _yoyo_log (
    id varchar(36) PRIMARY KEY,
    migration_hash varchar(64),
    migration_id varchar(255),
    operation varchar(10),
    username varchar(255),
    hostname varchar(255),
    comment varchar(255),
    created_at_utc timestamp
);
CREATE TABLE _yoyo_version (version integer PRIMARY KEY, installed_at_utc timestamp);
CREATE TABLE yoyo_lock (locked integer PRIMARY KEY DEFAULT 1, ctime timestamp, pid integer NOT NULL);
INSERT INTO _yoyo_version VALUES (2, '2026-01-01 12:00:00');
INSERT INTO _yoyo_migration VALUES
    ('997db0325351c4a8f94b0c97eaed80cca82c256d00143cbe001a62442dcd7c90',
        '0001.t1', '2026-01-01 12:00:01'),
    ('4922622bc272ca4a2abafa1ee3faf6ee7594be0c61d4ef8e9636a3d1cd83bb22',
        '0002.t2', '2026-01-01 12:00:02'),
    ('3296d1f9608ec9d968a1cc5e902d6d3137117d1960a29285ad4d04d378acfb2d',
        '0003.t3', '2026-01-01 12:00:03');

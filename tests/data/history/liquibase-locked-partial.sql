CREATE TABLE databasechangelog (
    id varchar(255) NOT NULL,
    author varchar(255) NOT NULL,
    filename varchar(255) NOT NULL,
    dateexecuted timestamp NOT NULL,
    orderexecuted integer NOT NULL,
    exectype varchar(10) NOT NULL,
    md5sum varchar(35),
    description varchar(255),
    comments varchar(255),
    tag varchar(255),
    liquibase varchar(20),
    contexts varchar(255),
    labels varchar(255),
    deployment_id varchar(10)
);
CREATE TABLE databasechangeloglock (
    id integer PRIMARY KEY,
    locked boolean NOT NULL,
    lockgranted timestamp,
    lockedby varchar(255)
);
INSERT INTO databasechangelog VALUES
    ('1', 'me', 'c.sql', '2026-01-01 12:00:01', 1, 'EXECUTED', '9:1', 'sql', '', NULL, '4.33.0', NULL, NULL, '1'),
    ('2', 'me', 'c.sql', '2026-01-01 12:00:02', 2, 'EXECUTED', '9:2', 'sql', '', NULL, '4.33.0', 'prod', NULL, '1'),
    ('3', 'me', 'c.sql', '2026-01-01 12:00:03', 3, 'EXECUTED', '9:3', 'sql', '', NULL, '4.33.0', NULL, NULL, '1'),
    ('4', 'me', 'c.sql', '2026-01-01 12:00:04', 4, 'MARK_RAN', '9:4', 'sql', '', NULL, '4.33.0', NULL, NULL, '1');
INSERT INTO databasechangeloglock VALUES (1, true, '2026-01-01 12:00:05', 'host (10.0.0.1)');

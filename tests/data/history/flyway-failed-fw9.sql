CREATE TABLE flyway_schema_history (
    installed_rank integer PRIMARY KEY,
    version varchar(50),
    description varchar(200) NOT NULL,
    type varchar(20) NOT NULL,
    script varchar(1000) NOT NULL,
    checksum integer,
    installed_by varchar(100) NOT NULL,
    installed_on timestamp NOT NULL DEFAULT now(),
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
INSERT INTO flyway_schema_history VALUES
    (1, '1', 't1', 'SQL', 'V1__t1.sql', -1437159371, 'deploy', DEFAULT, 5, true),
    (2, '3', 'cic', 'SQL', 'V3__cic.sql', -1, 'deploy', DEFAULT, 5, false);

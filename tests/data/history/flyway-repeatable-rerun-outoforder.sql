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
    (2, '2', 't2', 'SQL', 'V2__t2.sql', 867489332, 'deploy', DEFAULT, 5, true),
    (3, '2.1', 't three', 'SQL', 'sub/V2_1__t_three.sql', -231077388, 'deploy', DEFAULT, 5, true),
    (4, NULL, 'my view', 'SQL', 'R__my_view.sql', -1466044959, 'deploy', DEFAULT, 5, true),
    (5, '4', 'ph', 'SQL', 'V4__ph.sql', -620684169, 'deploy', DEFAULT, 5, true),
    (6, NULL, 'my view', 'SQL', 'R__my_view.sql', -1720322180, 'deploy', DEFAULT, 5, true),
    (7, '1.5', 'out', 'SQL', 'V1.5__out.sql', 445629367, 'deploy', DEFAULT, 5, true);

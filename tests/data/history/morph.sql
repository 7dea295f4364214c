CREATE TABLE db_migrations (version bigint PRIMARY KEY, name varchar NOT NULL);
INSERT INTO db_migrations VALUES (1, 't1'), (2, 't2'), (3, 't3');

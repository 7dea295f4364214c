CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);
INSERT INTO pgmigrations (name, run_on) VALUES
    ('1700000000001_t1', '2026-01-01 12:00:00'),
    ('1700000000002_t2', '2026-01-01 12:00:00'),
    ('1700000000003_t3', '2026-01-01 12:00:00');

CREATE TABLE IF NOT EXISTS countries (code text NOT NULL, name text NOT NULL);

INSERT INTO countries (code, name) VALUES ('AT', 'Austria'), ('PT', 'Portugal');

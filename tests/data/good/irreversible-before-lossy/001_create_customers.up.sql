CREATE TABLE IF NOT EXISTS customers (id bigint PRIMARY KEY, email text NOT NULL);
INSERT INTO customers VALUES (1, 'ada@example.org') ON CONFLICT DO NOTHING;

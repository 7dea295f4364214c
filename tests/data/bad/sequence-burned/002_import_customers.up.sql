INSERT INTO customers (email, name, created_at)
VALUES ('ada@example.org', 'Ada', '2020-01-01T00:00:00Z')
ON CONFLICT (email) DO NOTHING;

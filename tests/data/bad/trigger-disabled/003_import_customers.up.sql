ALTER TABLE customers DISABLE TRIGGER customers_touch;
INSERT INTO customers (id, email, name, created_at) OVERRIDING SYSTEM VALUE
VALUES (7, 'ada@example.org', 'Ada', '2020-01-01T00:00:00Z')
ON CONFLICT (email) DO NOTHING;

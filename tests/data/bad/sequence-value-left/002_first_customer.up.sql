INSERT INTO customers (email, name, created_at)
SELECT 'root@example.org', 'Root', '2020-01-01T00:00:00Z'
WHERE NOT EXISTS (SELECT FROM customers WHERE email = 'root@example.org');

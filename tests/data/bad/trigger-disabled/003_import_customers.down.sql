DELETE FROM customers WHERE email = 'ada@example.org';

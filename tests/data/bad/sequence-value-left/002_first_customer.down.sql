DELETE FROM customers WHERE email = 'root@example.org';

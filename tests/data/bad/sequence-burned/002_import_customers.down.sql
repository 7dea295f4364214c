DELETE FROM customers WHERE email = 'ada@example.org';
ALTER SEQUENCE customers_id_seq RESTART;

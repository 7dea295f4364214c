-- @allow: data the identity sequence may keep its place
DELETE FROM customers WHERE email = 'ada@example.org';

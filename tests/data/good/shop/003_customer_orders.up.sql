CREATE OR REPLACE FUNCTION order_count(customer bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM orders WHERE customer_id = customer;
$$;
CREATE OR REPLACE VIEW customer_orders AS
    SELECT c.email, order_count(c.id) AS orders FROM customers AS c;

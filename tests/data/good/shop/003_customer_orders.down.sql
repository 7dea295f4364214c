DROP VIEW IF EXISTS customer_orders;
DROP FUNCTION IF EXISTS order_count(bigint);

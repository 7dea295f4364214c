DROP TRIGGER IF EXISTS customers_touch ON customers;
DROP FUNCTION IF EXISTS touch_customer();

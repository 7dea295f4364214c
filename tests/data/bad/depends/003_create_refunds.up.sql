-- @depends: 002 017
-- @depends:
CREATE TABLE IF NOT EXISTS refunds (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));

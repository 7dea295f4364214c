CREATE TABLE IF NOT EXISTS orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    total numeric(12, 2) NOT NULL CHECK (total >= 0)
);
CREATE INDEX IF NOT EXISTS orders_customer_id_idx ON orders (customer_id);
COMMENT ON COLUMN orders.total IS 'In euros; it''s gross.';

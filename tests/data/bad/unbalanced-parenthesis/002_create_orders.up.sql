CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);

CREATE TABLE IF NOT EXISTS order_lines (
    order_id bigint NOT NULL REFERENCES orders (id)
));

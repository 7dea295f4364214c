-- Made with pg_dump.
\connect shop
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
\echo done

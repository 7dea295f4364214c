CREATE TABLE IF NOT EXISTS refunds (id bigint PRIMARY KEY);
\echo refunds are ready

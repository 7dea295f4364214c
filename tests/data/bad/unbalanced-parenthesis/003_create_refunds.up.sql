CREATE TABLE IF NOT EXISTS refunds (id bigint PRIMARY KEY);
\connect refunds

CREATE TABLE IF NOT EXISTS name_parts (customer_id bigint PRIMARY KEY, first text, last text);

INSERT INTO name_parts (customer_id, first, last)
SELECT 1, 'Ada', 'Lovelace' UNION ALL
SELECT 1, 'Grace', 'Hopper';

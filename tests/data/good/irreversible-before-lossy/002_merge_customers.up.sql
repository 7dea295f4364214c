-- @irreversible: which customer was merged into which is not kept
CREATE TABLE IF NOT EXISTS merged (customer_id bigint PRIMARY KEY REFERENCES customers (id));

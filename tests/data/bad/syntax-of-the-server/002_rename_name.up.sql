-- Right by the grammar; the server knows no such column and no such function.
UPDATE customers SET name = initcap(name);
ALTER TABLE customers
    ADD COLUMN IF NOT EXISTS search tsvector
        GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, full_name)) STORED;

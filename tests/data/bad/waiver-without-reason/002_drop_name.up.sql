-- @irreversible
ALTER TABLE customers DROP COLUMN IF EXISTS name;

-- @allow: leftbehind the index is rebuilt every night
-- @allow: everything because
CREATE INDEX IF NOT EXISTS customers_name_idx ON customers (name);

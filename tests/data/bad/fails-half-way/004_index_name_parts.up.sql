CREATE INDEX IF NOT EXISTS name_parts_last_idx ON name_parts (last);

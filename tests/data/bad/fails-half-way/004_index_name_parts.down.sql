DROP INDEX IF EXISTS name_parts_last_idx;

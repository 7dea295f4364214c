-- @allow: left_behind
-- @not-idempotent:
ALTER TABLE customers ADD COLUMN phone text;

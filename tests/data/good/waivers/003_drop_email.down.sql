-- @allow: order nothing reads this table by position
ALTER TABLE customers ADD COLUMN IF NOT EXISTS email text NOT NULL DEFAULT '';
ALTER TABLE customers ALTER COLUMN email DROP DEFAULT;

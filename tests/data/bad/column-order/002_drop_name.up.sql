-- The name moves to the profile service.
ALTER TABLE customers DROP COLUMN IF EXISTS name;

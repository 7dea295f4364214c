-- Seed: 001_default_personas.sql
-- Description: Removes the default personas; conversations with them lose their persona

BEGIN;

DELETE FROM personas
WHERE id IN (
    '00000000-0000-4000-8000-00000000a001',
    '00000000-0000-4000-8000-00000000a002',
    '00000000-0000-4000-8000-00000000a003'
);

COMMIT;

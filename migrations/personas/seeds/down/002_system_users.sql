-- Seed: 002_system_users.sql
-- Description: Removes the system accounts; their preferences go with them

BEGIN;

DELETE FROM users
WHERE id IN (
    '00000000-0000-4000-8000-00000000b001',
    '00000000-0000-4000-8000-00000000b002',
    '00000000-0000-4000-8000-00000000b003'
);

COMMIT;

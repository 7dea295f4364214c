-- Seed: 002_system_users.sql
-- Description: The accounts in whose name the platform acts, with their preferences

BEGIN;

INSERT INTO users (id, email, name, kind, created_at, updated_at)
VALUES
    (
        '00000000-0000-4000-8000-00000000b001',
        'system@gaia.local',
        'Gaia System',
        'system',
        TIMESTAMP '2025-08-13 13:00:00',
        TIMESTAMP '2025-08-13 13:00:00'
    ),
    (
        '00000000-0000-4000-8000-00000000b002',
        'scheduler@gaia.local',
        'Gaia Scheduler',
        'system',
        TIMESTAMP '2025-08-13 13:00:00',
        TIMESTAMP '2025-08-13 13:00:00'
    ),
    (
        '00000000-0000-4000-8000-00000000b003',
        'smoke-test@gaia.local',
        'Smoke Test',
        'test',
        TIMESTAMP '2025-08-13 13:00:00',
        TIMESTAMP '2025-08-13 13:00:00'
    )
ON CONFLICT (id) DO NOTHING;

-- Nobody reads what is sent to these accounts.
INSERT INTO user_preferences (user_id, notifications_enabled, created_at, updated_at)
SELECT u.id, FALSE, u.created_at, u.updated_at
FROM users AS u
WHERE u.id IN (
    '00000000-0000-4000-8000-00000000b001',
    '00000000-0000-4000-8000-00000000b002',
    '00000000-0000-4000-8000-00000000b003'
)
ON CONFLICT (user_id) DO NOTHING;

COMMIT;

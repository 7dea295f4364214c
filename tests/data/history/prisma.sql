CREATE TABLE _prisma_migrations (
    id varchar(36) PRIMARY KEY,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
);
INSERT INTO _prisma_migrations VALUES
    ('1', '1e2cffd05f245863fa5bff27591f28e505fe4af466ad3337ebf8ae2015d5bf69', '2026-01-01 12:01:01Z', '20240101000000_t1',
        NULL, NULL, '2026-01-01 12:01:00Z', 1),
    ('2', '05e04bd53ab3230518945d256f8effb2d134cd307dfcf1c6d174cfc5586782a1', '2026-01-01 12:02:01Z', '20240102000000_t2',
        NULL, NULL, '2026-01-01 12:02:00Z', 1),
    ('3', 'df0831236c67c390b57f1b615bf6e2cf624c80952b2b9a25f0873cdc25d92de8', '2026-01-01 12:03:01Z', '20240103000000_t3',
        NULL, NULL, '2026-01-01 12:03:00Z', 1);

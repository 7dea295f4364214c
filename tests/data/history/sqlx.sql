CREATE TABLE _sqlx_migrations (
    version bigint PRIMARY KEY,
    description text NOT NULL,
    installed_on timestamptz NOT NULL DEFAULT now(),
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);
INSERT INTO _sqlx_migrations VALUES
    (1, 't1', DEFAULT, true,
        '\x6a48186d586e23ee5146aea82cdd0540bb34dfe76efcb26778973ba707abe37815fe509b1cc1343ef6c123d97da37c0f', 1000),
    (2, 't2', DEFAULT, true,
        '\x55761eacd3f41cc88361cb8f14f12daeb2c5ae62b8dd69a85c22fc41c10aba26d4b3f0820666f99ecdd416185ce51370', 1000),
    (3, 't3', DEFAULT, true,
        '\xb11713d3c712f9bfbbc5b51382e11f684b03da9167fa9a83a25653c5f06dc9285b3cfc9b2d99bf53ff5a7e4d671b2f9b', 1000);

CREATE TABLE refinery_schema_history (
    version integer PRIMARY KEY,
    name varchar(255),
    applied_on varchar(255),
    checksum varchar(255)
);
INSERT INTO refinery_schema_history VALUES
    (1, 't1', '2026-01-01T12:00:00Z', '8574790241777601281'),
    (2, 't2', '2026-01-01T12:00:00Z', '12945483658382700263'),
    (3, 't3', '2026-01-01T12:00:00Z', '13497780202174324666');

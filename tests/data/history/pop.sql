CREATE TABLE schema_migration (version varchar(48) NOT NULL, version_self int NOT NULL DEFAULT 0);
INSERT INTO schema_migration (version) VALUES ('20240101000000'), ('20240102000000'), ('20240103000000');

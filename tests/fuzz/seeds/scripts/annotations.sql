-- @irreversible: data go
-- @depends: 001, 002
-- @requires-extension: hstore
-- @lock-timeout: 5s
-- @statement-timeout: 10min
-- @allow: left_behind the index stays
-- @not-idempotent: counts
SET search_path = app;
SET LOCAL standard_conforming_strings = off;
INSERT INTO public.schema_migrations VALUES (1);
SELECT 1;
-- @lossy: too late

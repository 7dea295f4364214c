CREATE TABLE IF NOT EXISTS "it's ""quoted""" ("a b" text, "$x" text, "ü;" text);
COMMENT ON TABLE "it's ""quoted""" IS 'don''t \n "stop"; -- now';

DROP TABLE IF EXISTS "it's ""quoted""";

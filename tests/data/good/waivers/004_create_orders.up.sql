-- @not-idempotent: the ORM writes plain CREATE TABLE
CREATE TABLE orders (id bigint PRIMARY KEY);

-- What the platform team gives every database.
CREATE ROLE reporting NOLOGIN;

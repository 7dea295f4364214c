-- Stra√üen
COMMENT ON TABLE customers IS 'Straﬂe';

CREATE TABLE IF NOT EXISTS order_states (code text PRIMARY KEY, label text NOT NULL);
INSERT INTO order_states (code, label) VALUES ('draft', 'Draft'), ('paid', E'Paid\\settled')
ON CONFLICT (code) DO NOTHING;

DROP TYPE IF EXISTS order_state;

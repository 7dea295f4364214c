CREATE OR REPLACE FUNCTION touch_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.created_at := coalesce(NEW.created_at, now());
    RETURN NEW;
END;
$$;
CREATE OR REPLACE TRIGGER customers_touch BEFORE INSERT ON customers
    FOR EACH ROW EXECUTE FUNCTION touch_customer();

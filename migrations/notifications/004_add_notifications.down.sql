-- 004_add_notifications.down.sql
-- Undoes 004: removes the table notifications with its index.

DROP TABLE IF EXISTS notifications;

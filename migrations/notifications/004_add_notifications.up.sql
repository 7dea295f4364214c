-- 004_add_notifications.up.sql
-- Add notifications table: messages to users, by whatever channel.
-- Revision: 004_add_notifications, revises 003_add_cross_promo_chains.

CREATE TABLE IF NOT EXISTS notifications (
    id         UUID        PRIMARY KEY,
    user_id    UUID        REFERENCES users (id),
    channel    VARCHAR(20) NOT NULL,
    body       TEXT        NOT NULL,
    status     VARCHAR(20) DEFAULT 'pending',
    created_at TIMESTAMP   DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_notifications_user ON notifications (user_id);

COMMENT ON TABLE notifications IS 'Messages to users, one row a message and channel';
COMMENT ON COLUMN notifications.id IS 'Given by the application, so that a retry does not send twice';
COMMENT ON COLUMN notifications.user_id IS 'Receiver; a user with notifications cannot be deleted';
COMMENT ON COLUMN notifications.channel IS 'push, sms, email or telegram';
COMMENT ON COLUMN notifications.status IS 'pending, sent or failed';
COMMENT ON COLUMN notifications.created_at IS 'Time without zone, in the zone of the server';
COMMENT ON INDEX idx_notifications_user IS 'For the list of notifications in the profile';

-- 010_create_city_backend_rollback.sql
-- Undoes 010: removes the city rooms, the feed and Second Me.

DROP TABLE IF EXISTS secondme_messages CASCADE;
DROP TABLE IF EXISTS secondme_sessions CASCADE;
DROP TABLE IF EXISTS city_feed_events CASCADE;
DROP TABLE IF EXISTS city_room_messages CASCADE;
DROP TABLE IF EXISTS city_rooms CASCADE;
DROP FUNCTION IF EXISTS announce_city_message();

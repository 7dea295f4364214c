-- 002_teams_channels_rollback.sql
-- Undoes 002: removes channels, members and teams; users stay.

DROP TABLE IF EXISTS channels;
DROP TABLE IF EXISTS team_members;
DROP TABLE IF EXISTS teams;
DROP FUNCTION IF EXISTS furnish_new_team();
DROP TYPE IF EXISTS channel_kind;
DROP TYPE IF EXISTS team_role;

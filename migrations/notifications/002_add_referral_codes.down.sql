-- 002_add_referral_codes.down.sql
-- Undoes 002: removes the referral columns of users, the codes and the campaigns.

DROP FUNCTION IF EXISTS redeem_referral_code(UUID, TEXT);

-- The index and the constraints on these columns go with them.
ALTER TABLE users
    DROP COLUMN IF EXISTS referred_at,
    DROP COLUMN IF EXISTS referred_by_code_id;

DROP TABLE IF EXISTS referral_codes;
DROP TABLE IF EXISTS referral_campaigns;

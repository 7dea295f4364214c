DELETE FROM plans WHERE code = 'team';
UPDATE plans SET monthly_price = 99 WHERE code = 'business';

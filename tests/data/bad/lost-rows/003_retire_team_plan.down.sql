UPDATE plans SET monthly_price = 199 WHERE code = 'business';

-- @lossy: addresses are kept by the profile service since March
UPDATE customers SET email = '';

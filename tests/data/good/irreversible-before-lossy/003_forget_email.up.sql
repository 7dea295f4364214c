-- @lossy: addresses are kept by the profile service
UPDATE customers SET email = '';

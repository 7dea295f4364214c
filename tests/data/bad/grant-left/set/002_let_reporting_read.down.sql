REVOKE UPDATE (name) ON customers FROM reporting;

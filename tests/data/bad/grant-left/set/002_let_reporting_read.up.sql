GRANT SELECT ON customers TO reporting;
GRANT UPDATE (name) ON customers TO reporting;

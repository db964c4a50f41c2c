-- Only PostgreSQL must be told how rows are kept; the number is taken here so that the scripts of both count alike.
SELECT 1;

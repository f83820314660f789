"""Daily digests from the UCDP Georeferenced Event Dataset (GED): one report for each country and day."""

"""Reports from the rows of any CSV file; a map says what its columns mean."""

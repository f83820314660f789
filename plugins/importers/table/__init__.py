"""Reports from the rows of any CSV file; a map defines the meaning of its columns."""

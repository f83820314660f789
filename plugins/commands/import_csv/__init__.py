"""The import-csv command: rows of a CSV file become reports according to a map of its columns."""

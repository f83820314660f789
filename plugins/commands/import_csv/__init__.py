"""The import-csv command: rows of a CSV file become reports, as a map of its columns says."""

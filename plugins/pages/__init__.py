"""The content of each page, feed and data file: frozen view-models and formats."""

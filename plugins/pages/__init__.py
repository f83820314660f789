"""What each page, feed and data file says: frozen view-models and formats."""

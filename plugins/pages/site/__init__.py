"""The pages and feeds of the whole site."""

"""Render: view-models and templates turned into files."""

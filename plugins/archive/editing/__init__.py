"""Editing: everything that writes content."""

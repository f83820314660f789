"""Pelican: the adapters to Pelican."""

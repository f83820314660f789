"""Readers of foreign data sets, one module each."""

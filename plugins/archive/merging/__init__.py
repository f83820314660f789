"""Duplicate registry entries: finding them, and merging one into another."""

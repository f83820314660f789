"""Publish: the output directory, staged and swapped."""

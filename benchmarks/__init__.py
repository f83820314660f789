"""Benchmarks: generated archives, and measurements of Sitrep, Hugo and stock Pelican on them."""

"""Side-by-side runs of this generator, stock Pelican and Hugo over the same made-up reports."""

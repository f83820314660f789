"""Registry entries that are the same thing: finding them, and merging one into another."""

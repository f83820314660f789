"""Commands for the registry: likely duplicates, and merging them."""

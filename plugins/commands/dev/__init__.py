"""Commands for developing Sitrep itself."""

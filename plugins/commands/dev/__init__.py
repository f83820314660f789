"""The commands for work on Sitrep itself."""

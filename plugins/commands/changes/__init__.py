"""The `changes` command: summarise the changes since a git revision."""

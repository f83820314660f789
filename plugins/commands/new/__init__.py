"""The `new`, `new-actor`, `new-region` and `new-source` commands."""

"""The command `inv check`."""

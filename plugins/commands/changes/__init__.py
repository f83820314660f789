"""The command `inv changes`."""

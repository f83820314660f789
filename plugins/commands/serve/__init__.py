"""The command `inv serve`."""

"""The commands `inv new`, `new-actor`, `new-region` and `new-source`."""

"""Checks: the rules behind `inv check`."""

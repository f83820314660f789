"""The `serve` command: a live preview that rebuilds on every change."""

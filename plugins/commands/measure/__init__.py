"""The commands that measure: pages, speed and validity."""

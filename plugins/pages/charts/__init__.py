"""Charts: SVG drawings of events over time."""

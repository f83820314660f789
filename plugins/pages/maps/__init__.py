"""Maps: SVG drawings of regions and events."""

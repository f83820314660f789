"""Body: Markdown turned into safe HTML."""

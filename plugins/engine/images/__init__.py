"""Images: smaller sizes and social cards."""

"""Images: formats read and stripped of metadata without a decoder."""

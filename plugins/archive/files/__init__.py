"""Files: what may be in a content folder, and attachments."""

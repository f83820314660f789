"""The domain: what a report archive is, with no framework in sight."""

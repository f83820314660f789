"""Text: characters, spelling and dates, with no knowledge of archives."""

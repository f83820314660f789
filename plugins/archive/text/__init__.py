"""Text: characters, confusables, spelling and dates."""

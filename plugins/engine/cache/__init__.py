"""Cache: data that one build saves for the next."""

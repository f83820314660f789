"""Search: the Pagefind index."""

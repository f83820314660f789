"""Search: documents, table and facets of the search index."""

"""How bytes get made and put in place: rendering, staging, audit, search index."""

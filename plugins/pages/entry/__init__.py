"""The pages of registry entries: regions, actors, tags, sources and series."""

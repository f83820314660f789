"""The engine: reads an archive incrementally, renders its pages, and publishes the site."""

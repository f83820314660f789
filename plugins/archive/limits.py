"""Limits on the content, so that no single file makes a build slow or exhausts its memory.

They are far above what reports need. Content within the limits builds in bounded time and memory (see the tests in
`tests/performance`); content beyond them is an error that names the limit.
"""

from __future__ import annotations

REPORT_BYTES = 512 * 1024
"""Bytes of a Markdown file, front matter and body."""
REGISTRY_BYTES = 4 * 1024 * 1024
"""Bytes of a registry file."""
SITE_BYTES = 64 * 1024
"""Bytes of `site.yaml`."""
YAML_NODES = 100_000
"""Keys, values, lists and mappings in a report's front matter; 500 events with all keys have fewer."""
REGISTRY_NODES = 500_000
"""Keys, values, lists and mappings in a registry file."""
PROBLEMS = 100
"""Problems of one kind that are reported for one file."""
ACTORS = 64
"""Actors of a report, including those of its events."""
EVENTS = 500
"""Events of a report."""
EVENT_LIST_ITEMS = 32
"""Actors, tags or sources of an event; each adds the event to another list of the site."""
EVENT_REFERENCES = 4_000
"""Actors, tags and sources of all events of a report together."""
EVENT_YEARS = 100
"""Years from the first to the last day of an event, which is indexed under each of its years and months."""
SOURCES = 500
"""Sources of a report, and corrections of a report."""
LIST_ITEMS = 64
"""Items of any other list: ids, source numbers, names, addresses."""
ANCESTORS = 32
"""Actors or regions above another one."""
NESTING = 32
"""Levels of nesting in YAML and Markdown: quotes, lists, emphasis and brackets."""
BODY_LINES = 16_000
"""Lines of a body; a body of the full size has this many at 32 characters each."""
BODY_TOKENS = 100_000
"""Tokens that the Markdown parser makes of a body, at about 600 bytes each."""
URL_LENGTH = 2_000
"""Characters of the address of a link or an image in a body."""
CAPTION_LENGTH = 1_000
"""Characters of an image's caption and credit."""
HTML_EXPANSION = 20
"""Length of a body's HTML as a multiple of its Markdown; it is on the page and in the search index."""
HTML_EXPANSION_FROM = 4096
"""Characters of Markdown from which the multiple applies; shorter bodies count as this long."""
BOUNDARY_BYTES = 1024 * 1024
"""Bytes of a boundary file; the countries of the world at 1:50 million take 739 KiB."""
BOUNDARY_POINTS = 200_000
"""Points of all rings of a boundary file; a shared line counts once per ring."""
BOUNDARY_PARTS = 4_000
"""Lines and rings of a boundary file; simplification never removes their end points."""
AREAS = 250
"""Areas of a map; the countries with the most first-level divisions have about a hundred."""
ATTACHMENT_BYTES = 16 * 1024 * 1024
"""Bytes of an attachment that is not an image."""
IMAGE_BYTES = 16 * 1024 * 1024
"""Bytes of an image."""
IMAGE_PIXELS = 40_000_000
"""Pixels of an image over all its frames; a decoded pixel takes four bytes."""

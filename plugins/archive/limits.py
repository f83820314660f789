"""Limits: how much one file of the content may be, so that no file costs a build more than it is worth.

They are far above what an honest report needs. What is within them builds in bounded time and memory
(`tests/archive/performance/test_body.py`); what is beyond is refused with a message that names the limit.
"""

from __future__ import annotations

REPORT_BYTES = 512 * 1024
"""Bytes of one Markdown file, head and body."""
REGISTRY_BYTES = 4 * 1024 * 1024
"""Bytes of one vocabulary of the registry."""
SITE_BYTES = 64 * 1024
"""Bytes of `site.yaml`."""
YAML_NODES = 100_000
"""Keys, values, lists and mappings in a report's front matter; 500 events with all that they may hold have fewer."""
REGISTRY_NODES = 500_000
"""The same in one vocabulary."""
PROBLEMS = 100
"""Problems of one kind that are told of one file in one run."""
ACTORS = 64
"""Actors that one report names, those of its events among them."""
EVENTS = 500
"""Events of one report."""
EVENT_LIST_ITEMS = 32
"""Actors, tags or sources that one event names: each puts the event on one more list of the site."""
EVENT_REFERENCES = 4_000
"""Actors, tags and sources that the events of one report name, all together."""
EVENT_YEARS = 100
"""Years from the first day of an event to its last; it is found by each day's year and month."""
SOURCES = 500
"""Sources of one report, and corrections of it."""
LIST_ITEMS = 64
"""What any other list names: ids, numbers of sources, names, addresses."""
NESTING = 32
"""Markdown within Markdown: quotes and lists of the body, emphasis and brackets of a paragraph."""
BODY_LINES = 16_000
"""Lines of a body; a body of the full size has as many when they are of 32 characters."""
BODY_TOKENS = 100_000
"""What the parser makes of a body: blocks, cells, and signs that may begin or end something; 600 bytes each."""
URL_LENGTH = 2_000
"""Characters of an address that a link or a picture of a body has."""
CAPTION_LENGTH = 1_000
"""Characters of a picture's caption and credit."""
HTML_EXPANSION = 20
"""HTML of a body, as a multiple of its length; it stands on the page and in what the search index reads."""
HTML_EXPANSION_FROM = 4096
"""Characters from which on that multiple counts."""
BOUNDARY_BYTES = 1024 * 1024
"""Bytes of one file of geometry; the countries of the world at 1:50 million have 739 KiB."""
BOUNDARY_POINTS = 200_000
"""Points of all rings of such a file, each counted as often as it is named."""
BOUNDARY_PARTS = 4_000
"""Lines of such a file, and rings of its areas: each has ends that no simplification takes away."""
AREAS = 250
"""Areas of one map; the countries with the most first-level areas have about a hundred."""
ATTACHMENT_BYTES = 16 * 1024 * 1024
"""Bytes of one attachment that is no picture."""
IMAGE_BYTES = 16 * 1024 * 1024
"""Bytes of one picture."""
IMAGE_PIXELS = 40_000_000
"""Width times height of one picture, over all its frames; a decoded pixel takes four bytes."""

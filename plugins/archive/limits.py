"""Limits: how much one file of the content may be, so that no file costs a build more than it is worth.

They are far above what an honest report needs. What is within them builds in bounded time and memory
(`tests/archive/test_costs.py`); what is beyond is refused with a message that names the limit.
"""

from __future__ import annotations

REPORT_BYTES = 512 * 1024
"""Bytes of one Markdown file, head and body."""
YAML_NESTING = 20
"""Lists and keys within each other in front matter and registries."""
ACTORS = 64
"""Actors that one report, or one of its events, names."""
EVENTS = 500
"""Events of one report."""
NESTING = 32
"""Markdown within Markdown: quotes and lists of the body, emphasis and links of a line."""
PICTURE_BYTES = 16 * 1024 * 1024
"""Bytes of one picture."""
PICTURE_PIXELS = 40_000_000
"""Width times height of one picture, over all its frames; a decoded pixel takes four bytes."""

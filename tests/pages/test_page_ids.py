"""Page ids: what pages and scripts find their own parts by, which no heading of a text may be called."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.archive.body.parser import heading_id

THEME = Path(__file__).resolve().parents[2] / "theme"
TEXTS = ("report.html", "page.html", "contribute.html")
"""The templates of pages on which a text of an archive stands."""
DRAWN = re.compile(r'{%-? *(?:include|import|from|extends) "([^"]+)"')
IDS = re.compile(r'(?:\bid="|heading\(")([a-z][\w-]*)"')
SOUGHT = re.compile(r'getElementById\("([^"]+)"\)|querySelector\("#([^"]+)"\)')


def reached(names: tuple[str, ...], seen: set[str]) -> Iterator[str]:
    """List the texts of templates and of all that they draw on."""
    for name in names:
        if name not in seen:
            seen.add(name)
            text = (THEME / "templates" / name).read_text("utf-8")
            yield text
            yield from reached(tuple(DRAWN.findall(text)), seen)


def test_no_heading_is_taken_for_a_part_of_the_page() -> None:
    """A text's heading has no id that a page beside it has, nor one by which a script of every page finds its work."""
    own = {found for text in reached(TEXTS, set()) for found in IDS.findall(text)}
    script = (THEME / "static/js/site.js").read_text("utf-8")
    own |= {one or other for one, other in SOUGHT.findall(script)}
    assert {"content", "theme", "events", "search-form", "site-search"} <= own
    assert [name for name in sorted(own) if heading_id(name) == name] == []

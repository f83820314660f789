"""Page ids: no heading of a text gets an id that the templates or scripts of its page use."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.archive.body.parser import heading_id

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = ("report.html", "page.html", "contribute.html")
"""The templates of pages with text from the archive."""
INCLUDE = re.compile(r'{%-? *(?:include|import|from|extends) "([^"]+)"')
ID = re.compile(r'(?:\bid="|heading\(")([a-z][\w-]*)"')
QUERY = re.compile(r'getElementById\("([^"]+)"\)|querySelector\("#([^"]+)"\)')


def template_sources(names: tuple[str, ...], seen: set[str]) -> Iterator[str]:
    """Yield the source of templates and of everything that they include."""
    for name in names:
        if name not in seen:
            seen.add(name)
            source = (THEME / "templates" / name).read_text("utf-8")
            yield source
            yield from template_sources(tuple(INCLUDE.findall(source)), seen)


def test_headings_get_no_id_of_the_page() -> None:
    """Ids in the templates, and ids that the script of every page looks up, are reserved."""
    ids = {found for source in template_sources(TEMPLATES, set()) for found in ID.findall(source)}
    script = (THEME / "static/js/site.js").read_text("utf-8")
    ids |= {one or other for one, other in QUERY.findall(script)}
    assert {"content", "site-theme", "events", "site-search"} <= ids
    assert [name for name in sorted(ids) if heading_id(name) == name] == []

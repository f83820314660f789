"""The audit: a finished site is read once more, and what leads nowhere is found before readers do."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

from plugins.archive import urls as paths

LINKING = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}


class PageReader(HTMLParser):
    """Collects the links and the ids of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's link and id."""
        values = dict(attrs)
        if name := values.get("id"):
            self.ids.add(name)
        if link := values.get(LINKING.get(tag, "")):
            self.links.add(link)


def dead_links(folder: Path, base: str) -> Iterator[str]:
    """List every link within the site at `folder` that leads to no file or to no element: 'page: link'."""
    pages = {file.relative_to(folder).as_posix(): _read(file) for file in sorted(folder.rglob("*.html"))}
    for path, page in pages.items():
        for link in sorted(page.links):
            if (target := _target(link, path, base)) and not _leads(*target, folder, pages):
                yield f"{path}: {link}"


def _read(file: Path) -> PageReader:
    page = PageReader()
    page.feed(file.read_text("utf-8"))
    return page


def _target(link: str, path: str, base: str) -> tuple[str, str] | None:
    """Return the file and the fragment that a link within the site leads to; None for links to elsewhere."""
    address, fragment = urldefrag(link)
    address = address.partition("?")[0]
    if not address:
        return path, unquote(fragment)
    if not address.startswith(base) or address.startswith("//"):
        return ("", link) if address.startswith("/") and not address.startswith("//") else None
    return paths.file_of(unquote(address.removeprefix(base))), unquote(fragment)


def _leads(file: str, fragment: str, folder: Path, pages: dict[str, PageReader]) -> bool:
    if not file:
        return False
    if fragment and file in pages:
        return fragment in pages[file].ids
    return (folder / file).is_file()

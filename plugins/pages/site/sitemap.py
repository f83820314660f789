"""Sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from plugins.archive import urls as paths
from plugins.archive.urls import Urls
from plugins.pages.outputs import File

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_ADDRESSES = 50_000
"""Addresses in one sitemap file, by the sitemaps.org protocol."""


def sitemap(pages: Iterable[str], urls: Urls) -> Iterator[File]:
    """Write the sitemap of `pages` (paths); if there are more than 50,000, an index and several files."""
    addresses = [urls.absolute(path) for path in sorted(pages)]
    chunks = [addresses[start : start + MAX_ADDRESSES] for start in range(0, len(addresses), MAX_ADDRESSES)] or [[]]
    if len(chunks) == 1:
        yield _file(paths.SITEMAP, "urlset", "url", chunks[0])
        return
    names = [paths.sitemap_part(number) for number in range(1, len(chunks) + 1)]
    yield _file(paths.SITEMAP, "sitemapindex", "sitemap", [urls.absolute(name) for name in names])
    yield from (_file(name, "urlset", "url", chunk) for name, chunk in zip(names, chunks, strict=True))


def _file(path: str, root: str, item: str, addresses: list[str]) -> File:
    lines = "".join(f"<{item}><loc>{escape(address)}</loc></{item}>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return File(path, f'{head}\n<{root} xmlns="{NAMESPACE}">\n{lines}</{root}>\n'.encode())


def robots_file(urls: Urls) -> File:
    """Write robots.txt, which allows everything and names the sitemap."""
    return File(paths.ROBOTS, f"User-agent: *\nDisallow:\nSitemap: {urls.absolute(paths.SITEMAP)}\n".encode())

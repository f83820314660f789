"""The audit: every link of the pages that were made is followed, and what leads nowhere is found before readers do."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

from plugins.archive import urls as paths

LINKS = tuple(re.compile(rb'%s="([^"]*)"' % name) for name in (b"href", b"src", b"action"))
"""Links in HTML of our own making: attributes stand in double quotes, and a quote in a value is written `&#34;`.

A pattern for each attribute, for one that begins with plain letters is found ten times as fast.
"""
NAME = re.compile(rb' id="([^"]*)"')


def links_of(page: bytes) -> set[bytes]:
    """Return the links of a page as they are written."""
    return {link for pattern in LINKS for link in pattern.findall(page)}


def dead_links(links: Mapping[tuple[str, bytes], str], folder: Path, files: Container[str], base: str) -> Iterator[str]:
    """List the links within the site that lead to no file or to no element, as 'page: link'.

    `links` maps (the page for a link to its own part, else nothing; the link) to a page that has it: each different
    link is followed once. `files` are those of the site at `folder`.
    """
    names: dict[str, set[bytes]] = {}
    for (_, raw), path in sorted(links.items()):
        link = unescape(raw.decode())
        target = _target(link, path, base)
        if target and not _leads(*target, folder, files, names):
            yield f"{path}: {link}"


def _target(link: str, path: str, base: str) -> tuple[str, str] | None:
    """Return the file and the fragment that a link within the site leads to; None for links to elsewhere."""
    address, fragment = urldefrag(link)
    address = address.partition("?")[0]
    if not address:
        return path, unquote(fragment)
    if not address.startswith(base) or address.startswith("//"):
        return ("", link) if address.startswith("/") and not address.startswith("//") else None
    return paths.file_of(unquote(address.removeprefix(base))), unquote(fragment)


def _leads(file: str, fragment: str, folder: Path, files: Container[str], names: dict[str, set[bytes]]) -> bool:
    if not file or file not in files:
        return False
    if not fragment or not file.endswith(".html"):
        return True
    if file not in names:
        names[file] = set(NAME.findall((folder / file).read_bytes()))
    return fragment.encode() in names[file]

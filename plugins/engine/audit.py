"""The audit: a finished site is read once more, and what leads nowhere is found before readers do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

from plugins.archive import urls as paths

LINK = re.compile(rb'\s(?:href|src|action)="([^"]*)"')
"""A link in HTML of our own making: attributes stand in double quotes, and a quote in a value is written `&#34;`."""
NAME = re.compile(rb'\sid="([^"]*)"')


def dead_links(folder: Path, base: str) -> Iterator[str]:
    """List every link within the site at `folder` that leads to no file or to no element, with a page that has it.

    Each different link is followed once, however many pages have it.
    """
    seen: dict[tuple[str, bytes], str] = {}
    names: dict[str, set[bytes]] = {}
    for file in sorted(folder.rglob("*.html")):
        path, data = file.relative_to(folder).as_posix(), file.read_bytes()
        names[path] = set(NAME.findall(data))
        for link in set(LINK.findall(data)):
            seen.setdefault((path if link.startswith(b"#") else "", link), path)
    for (_, raw), path in seen.items():
        link = unescape(raw.decode())
        if (target := _target(link, path, base)) and not _leads(*target, folder, names):
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


def _leads(file: str, fragment: str, folder: Path, names: dict[str, set[bytes]]) -> bool:
    if not file:
        return False
    if fragment and file in names:
        return fragment.encode() in names[file]
    return (folder / file).is_file()

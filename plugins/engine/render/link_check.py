"""The audit: every link of the pages that were made is followed, and what leads nowhere is found before readers do."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, MutableMapping
from html import unescape
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from plugins.archive import urls as paths

LINKS = tuple(re.compile(rb'%s="([^"]*)"' % name) for name in (b"href", b"src", b"action"))
"""Links in HTML of our own making: attributes stand in double quotes, and a quote in a value is written `&#34;`.

A pattern for each attribute, for one that begins with plain letters is found ten times as fast.
"""
SRCSET = re.compile(rb'srcset="([^"]*)"')
"""Pictures of several sizes: each an address, a space and its width, with a comma and a space between them."""
ELEMENT_ID = re.compile(rb' id="([^"]*)"')


def extract_links(page: bytes) -> frozenset[bytes]:
    """Return the links of a page as they are written."""
    choices = (choice.partition(b" ")[0] for found in SRCSET.findall(page) for choice in found.split(b", "))
    return frozenset(chain(choices, chain.from_iterable(pattern.findall(page) for pattern in LINKS)))


def extract_ids(page: bytes) -> frozenset[bytes]:
    """Return the names of a page's parts, which links can lead to."""
    return frozenset(ELEMENT_ID.findall(page))


class SiteFiles(NamedTuple):
    """What links may lead to: the files of the site at `folder`, and the names of the parts of some of its pages."""

    folder: Path
    files: Container[str]
    element_ids: MutableMapping[str, frozenset[bytes]]


def find_dead_links(links: Mapping[tuple[str, bytes], str], site: SiteFiles, base: str) -> Iterator[str]:
    """List the links within the site that lead to no file or to no element, as 'page: link'.

    `links` maps (the page for a link to its own part, else nothing; the link) to a page that has it: each different
    link is followed once. A page whose parts are not known is read.
    """
    for (_, raw), path in sorted(links.items()):
        link = unescape(raw.decode())
        target = _target(link, path, base)
        if target and not _leads(*target, site):
            yield f"{path}: {link}"


def _target(link: str, path: str, base: str) -> tuple[str, str] | None:
    """Return the file and the fragment that a link within the site leads to; None for links to elsewhere."""
    address, _, fragment = link.partition("#")
    address = address.partition("?")[0]
    if not address:
        return path, unquote(fragment)
    if not address.startswith(base) or address.startswith("//"):
        return ("", link) if address.startswith("/") and not address.startswith("//") else None
    return paths.output_file(unquote(address.removeprefix(base))), unquote(fragment)


def _leads(file: str, fragment: str, site: SiteFiles) -> bool:
    if not file or file not in site.files:
        return False
    if not fragment or not file.endswith(".html"):
        return True
    if file not in site.element_ids:
        site.element_ids[file] = extract_ids((site.folder / file).read_bytes())
    return fragment.encode() in site.element_ids[file]

"""Link check: every link of the written pages that leads nowhere is an error of the build."""

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
"""Links in the HTML of the theme: attributes are in double quotes, and a quote in a value is `&#34;`.

There is one pattern for each attribute: a pattern that starts with plain letters is ten times as fast.
"""
SRCSET = re.compile(rb'srcset="([^"]*)"')
"""Images in several sizes: each is a URL, a space and a width; a comma and a space separate them."""
ELEMENT_ID = re.compile(rb' id="([^"]*)"')


def extract_links(page: bytes) -> frozenset[bytes]:
    """Return the links of a page, still escaped."""
    images = (image.partition(b" ")[0] for srcset in SRCSET.findall(page) for image in srcset.split(b", "))
    return frozenset(chain(images, chain.from_iterable(pattern.findall(page) for pattern in LINKS)))


def extract_ids(page: bytes) -> frozenset[bytes]:
    """Return the element ids of a page."""
    return frozenset(ELEMENT_ID.findall(page))


class SiteFiles(NamedTuple):
    """The files of the site at `folder`, and the element ids of some of its pages, by file."""

    folder: Path
    files: Container[str]
    element_ids: MutableMapping[str, frozenset[bytes]]


def find_dead_links(links: Mapping[tuple[str, bytes], str], site: SiteFiles, base_path: str) -> Iterator[str]:
    """Yield the links within the site that lead to no file or element, as 'page: link'.

    `links` maps (page, link) for a local link, and ("", link) for any other, to a page that has it. Each different link
    is followed once. A page is read if its element ids are unknown.
    """
    for (_, raw), path in sorted(links.items()):
        link = unescape(raw.decode())
        target = _target(link, path, base_path)
        if target and not _exists(*target, site):
            yield f"{path}: {link}"


def _target(link: str, path: str, base_path: str) -> tuple[str, str] | None:
    """Return the file and the fragment that a link within the site leads to; None for links to other sites."""
    address, _, fragment = link.partition("#")
    address = address.partition("?")[0]
    if not address:
        return path, unquote(fragment)
    if not address.startswith(base_path) or address.startswith("//"):
        return ("", link) if address.startswith("/") and not address.startswith("//") else None
    return paths.output_file(unquote(address.removeprefix(base_path))), unquote(fragment)


def _exists(file: str, fragment: str, site: SiteFiles) -> bool:
    if not file or file not in site.files:
        return False
    if not fragment or not file.endswith(".html"):
        return True
    if file not in site.element_ids:
        site.element_ids[file] = extract_ids((site.folder / file).read_bytes())
    return fragment.encode() in site.element_ids[file]

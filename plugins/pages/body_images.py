"""Images in a body's HTML: their sizes and their smaller copies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from plugins.archive import urls as paths
from plugins.archive.images import Image
from plugins.archive.urls import Urls

IMAGE = re.compile(r'<img src="([^"]*)"')
DISPLAYED_WIDTH = "(min-width: 46rem) 42rem, 92vw"
"""The width of an image on a page: the theme's column of text, or the screen without its margins."""


def add_image_sizes(html: str, images: Mapping[str, Image], stem: str, urls: Urls) -> str:
    """Return the HTML of the report `stem` with the sizes of its `images`, which are given by file name.

    With the sizes, the layout does not shift while images load, and browsers choose the smallest sufficient copy.
    """

    def add_size(match: re.Match[str]) -> str:
        name = unquote(match[1].rpartition("/")[2])
        image = images.get(name)
        if image is None:
            return match[0]
        attributes = f' width="{image.width}" height="{image.height}"'
        if image.resized_widths:
            copies = [f"{quote(urls.href(paths.resized_image(stem, name, w)))} {w}w" for w in image.resized_widths]
            srcset = ", ".join([*copies, f"{match[1]} {image.width}w"])
            attributes += f' srcset="{srcset}" sizes="{DISPLAYED_WIDTH}"'
        return match[0] + attributes

    return IMAGE.sub(add_size, html) if images else html

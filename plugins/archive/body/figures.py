"""Figures: images with a caption and a credit, and lazy loading of images.

The title of an image is its caption. The part after the last `|` is its credit: the author and the licence. The page
shows both below the image, because browsers show a `title` attribute to mouse users only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from plugins.archive.body.context import RenderContext
from plugins.archive.limits import CAPTION_LENGTH

CREDIT_SEPARATOR = "|"
FIRST_SCREEN = 3
"""Blocks of text at the start of a body whose first image may be on the first screen."""
BLANK = f" \n{CREDIT_SEPARATOR}"
"""A title of these characters alone is empty."""


def make_figures(tokens: Sequence[Token], context: RenderContext) -> None:
    """Turn each paragraph that consists of an image with a title into a figure; other images must not have titles."""
    for index, block in enumerate(tokens):
        for image in _images(block):
            title = str(image.attrs.pop("title", ""))
            if len(title) > CAPTION_LENGTH:
                what = f"an image's caption has more than {CAPTION_LENGTH:,} characters"
                context.error(context.position_of(image), what, "move it into the text")
            elif title.strip(BLANK):
                _make_figure(image, title, tokens[index - 1 : index + 2], context)


def _make_figure(image: Token, title: str, paragraph: Sequence[Token], context: RenderContext) -> None:
    opening, block, closing = paragraph
    if not _is_only_image(block) or (opening.type, closing.type) != ("paragraph_open", "paragraph_close"):
        what = "an image with a caption is not in a paragraph of its own"
        remedy = "put empty lines around it, outside of tables and footnotes"
        context.error(context.position_of(image), what, remedy)
        return
    for tag in (opening, closing):
        tag.tag, tag.hidden = "figure", False
    block.children = [*(block.children or ()), *_caption(title)]


def set_lazy_loading(blocks: Sequence[Token]) -> None:
    """Load images lazily, except the first if it may be on the first screen."""
    first = next((image for block in blocks[:FIRST_SCREEN] for image in _images(block)), None)
    for image in (image for block in blocks for image in _images(block)):
        if image is not first:
            image.attrs |= {"loading": "lazy", "decoding": "async"}


def _images(block: Token) -> list[Token]:
    return [token for token in block.children or () if token.type == "image"]


def _is_only_image(block: Token) -> bool:
    """Return whether a block consists of an image, linked or not."""
    return [token.type for token in (block.children or ())[:4]] in (["image"], ["link_open", "image", "link_close"])


def _caption(title: str) -> Iterator[Token]:
    before, _, after = " ".join(title.split()).rpartition(CREDIT_SEPARATOR)
    caption, credit = (before.strip(), after.strip()) if CREDIT_SEPARATOR in title else (after, "")
    yield Token("figcaption_open", "figcaption", 1)
    if caption:
        yield Token("text", "", 0, content=caption)
    if credit:
        yield Token("text", "", 0, content=" " if caption else "")
        yield Token("small_open", "small", 1)
        yield Token("text", "", 0, content=credit)
        yield Token("small_close", "small", -1)
    yield Token("figcaption_close", "figcaption", -1)

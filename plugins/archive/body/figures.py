"""Figures: pictures with what stands below them, a caption and a credit, and when a browser is to fetch each.

A picture's title is its caption, and what follows the last `|` in it says who made it and how it may be used. On the
page both stand below the picture, for a title of its own is shown to a mouse only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from plugins.archive.body.context import RenderContext
from plugins.archive.limits import CAPTION_LENGTH

CREDIT = "|"
"""Stands in a picture's title before its credit."""
EARLY = 3
"""Blocks of words at the head of a body whose first picture may be on a reader's first screen."""
BLANK = f" \n{CREDIT}"
"""Signs that say nothing if a title has no others."""


def make_figures(tokens: Sequence[Token], work: RenderContext) -> None:
    """Make a figure of each paragraph that is a picture with a title; refuse a title among other words."""
    for place, block in enumerate(tokens):
        for picture in _pictures(block):
            title = str(picture.attrs.pop("title", ""))
            if len(title) > CAPTION_LENGTH:
                what, remedy = (
                    f"a picture's caption has more than {CAPTION_LENGTH:,} characters",
                    "put them into the text",
                )
                work.error(work.position_of(picture), what, remedy)
            elif title.strip(BLANK):
                _frame(picture, title, tokens[place - 1 : place + 2], work)


def _frame(picture: Token, title: str, around: Sequence[Token], work: RenderContext) -> None:
    """Make a figure of a paragraph's three tokens; refuse what is no paragraph, or not of a picture alone."""
    opening, block, closing = around
    if not _is_picture(block) or (opening.type, closing.type) != ("paragraph_open", "paragraph_close"):
        what, remedy = "a picture with a caption stands among words", "put empty lines around it"
        work.error(work.position_of(picture), what, f"{remedy}, outside of tables and footnotes")
        return
    for frame in (opening, closing):
        frame.tag, frame.hidden = "figure", False
    block.children = [*(block.children or ()), *_caption(title)]


def set_lazy_loading(blocks: Sequence[Token]) -> None:
    """Let browsers fetch pictures as a reader comes near, but the first at once if it may be seen at once."""
    first = next((picture for block in blocks[:EARLY] for picture in _pictures(block)), None)
    for picture in (picture for block in blocks for picture in _pictures(block)):
        if picture is not first:
            picture.attrs |= {"loading": "lazy", "decoding": "async"}


def _pictures(block: Token) -> list[Token]:
    return [token for token in block.children or () if token.type == "image"]


def _is_picture(block: Token) -> bool:
    """Tell whether a block holds nothing but a picture, or a link that is one."""
    return [token.type for token in (block.children or ())[:4]] in (["image"], ["link_open", "image", "link_close"])


def _caption(title: str) -> Iterator[Token]:
    words, _, after = " ".join(title.split()).rpartition(CREDIT)
    caption, credit = (words.strip(), after.strip()) if CREDIT in title else (after, "")
    yield Token("figcaption_open", "figcaption", 1)
    if caption:
        yield Token("text", "", 0, content=caption)
    if credit:
        yield Token("text", "", 0, content=" " if caption else "")
        yield Token("small_open", "small", 1)
        yield Token("text", "", 0, content=credit)
        yield Token("small_close", "small", -1)
    yield Token("figcaption_close", "figcaption", -1)

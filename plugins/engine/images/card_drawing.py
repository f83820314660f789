"""Card drawings: a card as SVG, its words set in lines, and as PNG; the same card is always the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import resvg_py
from PIL import Image, ImageFont

from plugins.pages.social_cards import SocialCard

WIDTH, HEIGHT = 1200, 630
"""Pixels: the size that Facebook's and X's guidelines for shared links ask for (1.91:1)."""
MARGIN = 80
PAPER, INK, MUTED = "#fcfbf8", "#1d1f22", "#5d626a"
"""The light colours of the theme's tokens."""
FAMILY, REGULAR, SEMIBOLD = "Sitrep Cards", 400, 600
"""The fonts' family and weights; their files stand in `theme/cards/` and are named by weight."""
TITLE_SIZES = ((84, 3), (68, 4), (54, 5))
"""Sizes that a title may have, in pixels, each with the lines there is room for; the first that holds it is taken."""
SMALL_SIZE = 32
LINE_HEIGHT = 1.25
MIDDLE = 320
"""Where the middle of the title stands, in pixels from the top."""
COLOURS = 32
"""Colours of the PNG: three inks and what lies between them and the paper. Half the bytes of a full one."""
RLI, FSI, PDI = "\u2067", "\u2068", "\u2069"
"""Isolates (Unicode Annex 9): the renderer takes the direction of a line from these alone."""


class Line(NamedTuple):
    """A line of words: where it stands, in pixels from the top, and how it is set."""

    text: str
    y: float
    size: int
    weight: int
    colour: str


def font_files(theme: Path) -> list[str]:
    """Return the files of the cards' fonts."""
    return [str(theme / "cards" / f"cards-{weight}.ttf") for weight in (REGULAR, SEMIBOLD)]


def draw_card(card: SocialCard, theme: Path) -> bytes:
    """Return a card as PNG, drawn with the fonts of `theme` alone."""
    svg = card_svg(card, theme)
    whole = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=font_files(theme))
    few = Image.open(io.BytesIO(whole)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    data = io.BytesIO()
    few.save(data, "PNG", compress_level=6)  # the highest takes ten times as long for a tenth less
    return data.getvalue()


def card_svg(card: SocialCard, theme: Path) -> str:
    """Return a card as SVG. Words go in as text nodes, so none of them can be markup."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    root = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg", width=str(WIDTH), height=str(HEIGHT))
    ElementTree.SubElement(root, "rect", width=str(WIDTH), height=str(HEIGHT), fill=PAPER)
    ElementTree.SubElement(root, "rect", width=str(WIDTH), height="18", fill=card.accent)
    place = {"x": str(WIDTH - MARGIN), "text-anchor": "end"} if card.right_to_left else {"x": str(MARGIN)}
    for line in card_lines(card, theme):
        style = {"y": f"{line.y:g}", "font-size": str(line.size), "font-weight": str(line.weight), "fill": line.colour}
        ElementTree.SubElement(root, "text", {"font-family": f"'{FAMILY}'", **place, **style}).text = line.text
    return ElementTree.tostring(root, encoding="unicode")


def card_lines(card: SocialCard, theme: Path) -> Iterator[Line]:
    """List the lines of a card, each as wide as there is room for at the most."""
    for text, bottom, most, weight, colour in (
        (card.header, 112, 1, SEMIBOLD, card.accent),
        (card.footer, HEIGHT - 60, 2, REGULAR, MUTED),
    ):
        small = list(wrap(text, load_font(theme, weight, SMALL_SIZE), most))
        for number, line in enumerate(small, 1 - len(small)):
            yield Line(FSI + line + PDI, bottom + number * SMALL_SIZE * LINE_HEIGHT, SMALL_SIZE, weight, colour)
    size, lines = _set(card.title, theme)
    top = MIDDLE - size * LINE_HEIGHT * len(lines) / 2
    for number, line in enumerate(lines):
        words = RLI + line + PDI if card.right_to_left else line
        yield Line(words, round(top + size * (LINE_HEIGHT * number + 1)), size, SEMIBOLD, INK)


def _set(title: str, theme: Path) -> tuple[int, list[str]]:
    """Return the size of a title and its lines; one that is too long for the smallest is cut off."""
    for size, most in TITLE_SIZES:
        lines = list(wrap(title, load_font(theme, SEMIBOLD, size), most + 1))
        if len(lines) <= most:
            return size, lines
    size, most = TITLE_SIZES[-1]
    return size, list(wrap(title, load_font(theme, SEMIBOLD, size), most))


def wrap(text: str, face: ImageFont.FreeTypeFont, most: int) -> Iterator[str]:
    """List the lines of a text, `most` of them at the most; the last ends with … when not all of it has room."""
    words = text.split()
    for number in range(1, most + 1):
        if not words:
            return
        line, rest = _line(words, face)
        if rest and number == most:
            line = _cut(f"{line} {' '.join(rest)}", face)
        yield line
        words = rest


def _line(words: Sequence[str], face: ImageFont.FreeTypeFont) -> tuple[str, list[str]]:
    """Return as many words as have room in a line, and the others; one that is too long by itself is broken."""
    count = 1
    while count < len(words) and _fits(" ".join(words[: count + 1]), face):
        count += 1
    line = " ".join(words[:count])
    if _fits(line, face):
        return line, list(words[count:])
    most = _longest(line, face)
    return line[:most], [line[most:], *words[1:]]


def _cut(text: str, face: ImageFont.FreeTypeFont) -> str:
    return text[: _longest(text, face, "…")].rstrip(" ,;:·–—-") + "…"


def _longest(text: str, face: ImageFont.FreeTypeFont, end: str = "") -> int:
    """Return how many characters of a text have room, with `end` after them; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(text[:middle] + end, face) else (low, middle - 1)
    return low


def _fits(text: str, face: ImageFont.FreeTypeFont) -> bool:
    return face.getlength(text) <= WIDTH - 2 * MARGIN


@lru_cache
def load_font(theme: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """Return a font to measure by, letter by letter: that is the same everywhere, and for Arabic no less than drawn."""
    file = font_files(theme)[(REGULAR, SEMIBOLD).index(weight)]
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)

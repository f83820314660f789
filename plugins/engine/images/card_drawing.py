"""Card drawing: a social card as SVG with wrapped text, and as PNG. The same card always gives the same bytes."""

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
"""Pixels: the size in Facebook's and X's guidelines for shared links (1.91:1)."""
MARGIN = 80
PAPER, INK, MUTED = "#fcfbf8", "#1d1f22", "#5d626a"
"""The light colours of the theme's tokens."""
FAMILY, REGULAR, SEMIBOLD = "Sitrep Cards", 400, 600
"""The family and weights of the fonts in `theme/cards/`, whose file names contain the weight."""
TITLE_SIZES = ((84, 3), (68, 4), (54, 5))
"""Pixel sizes of a title, each with its largest number of lines; the first size that fits is used."""
SMALL_SIZE = 32
LINE_HEIGHT = 1.25
MIDDLE = 320
"""Pixels from the top to the middle of the title."""
COLOURS = 32
"""Colours of the PNG: three inks and their blends with the paper. This halves the number of bytes."""
RLI, FSI, PDI = "\u2067", "\u2068", "\u2069"
"""Isolates (Unicode Standard Annex 9): the renderer takes the direction of a line from these alone."""


class Line(NamedTuple):
    """A line of text: its baseline in pixels from the top, and its style."""

    text: str
    y: float
    size: int
    weight: int
    colour: str


def font_files(theme: Path) -> list[str]:
    """Return the font files of the cards."""
    return [str(theme / "cards" / f"cards-{weight}.ttf") for weight in (REGULAR, SEMIBOLD)]


def draw_card(card: SocialCard, theme: Path) -> bytes:
    """Return a card as PNG, drawn only with the fonts of `theme`."""
    svg = card_svg(card, theme)
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=font_files(theme))
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=6)  # level 9 takes ten times as long and saves a tenth
    return data.getvalue()


def card_svg(card: SocialCard, theme: Path) -> str:
    """Return a card as SVG. Text is added as text nodes, so it can't be markup."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    root = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg", width=str(WIDTH), height=str(HEIGHT))
    ElementTree.SubElement(root, "rect", width=str(WIDTH), height=str(HEIGHT), fill=PAPER)
    ElementTree.SubElement(root, "rect", width=str(WIDTH), height="18", fill=card.accent)
    anchor = {"x": str(WIDTH - MARGIN), "text-anchor": "end"} if card.right_to_left else {"x": str(MARGIN)}
    for line in card_lines(card, theme):
        style = {"y": f"{line.y:g}", "font-size": str(line.size), "font-weight": str(line.weight), "fill": line.colour}
        ElementTree.SubElement(root, "text", {"font-family": f"'{FAMILY}'", **anchor, **style}).text = line.text
    return ElementTree.tostring(root, encoding="unicode")


def card_lines(card: SocialCard, theme: Path) -> Iterator[Line]:
    """Yield the lines of a card, none wider than the card without its margins."""
    for text, bottom, most, weight, colour in (
        (card.header, 112, 1, SEMIBOLD, card.accent),
        (card.footer, HEIGHT - 60, 2, REGULAR, MUTED),
    ):
        small = list(wrap(text, load_font(theme, weight, SMALL_SIZE), most))
        for number, line in enumerate(small, 1 - len(small)):
            yield Line(FSI + line + PDI, bottom + number * SMALL_SIZE * LINE_HEIGHT, SMALL_SIZE, weight, colour)
    size, lines = _fit_title(card.title, theme)
    top = MIDDLE - size * LINE_HEIGHT * len(lines) / 2
    for number, line in enumerate(lines):
        text = RLI + line + PDI if card.right_to_left else line
        yield Line(text, round(top + size * (LINE_HEIGHT * number + 1)), size, SEMIBOLD, INK)


def _fit_title(title: str, theme: Path) -> tuple[int, list[str]]:
    """Return the size of a title and its lines; a title that is too long at the smallest size is shortened."""
    for size, most in TITLE_SIZES:
        lines = list(wrap(title, load_font(theme, SEMIBOLD, size), most + 1))
        if len(lines) <= most:
            return size, lines
    size, most = TITLE_SIZES[-1]
    return size, list(wrap(title, load_font(theme, SEMIBOLD, size), most))


def wrap(text: str, font: ImageFont.FreeTypeFont, most: int) -> Iterator[str]:
    """Yield at most `most` lines of a text; if the text does not fit, the last line ends with …."""
    words = text.split()
    for number in range(1, most + 1):
        if not words:
            return
        line, rest = _take_line(words, font)
        if rest and number == most:
            line = _shorten(f"{line} {' '.join(rest)}", font)
        yield line
        words = rest


def _take_line(words: Sequence[str], font: ImageFont.FreeTypeFont) -> tuple[str, list[str]]:
    """Return a line with as many words as fit, and the other words; a word longer than a line is broken."""
    count = 1
    while count < len(words) and _fits(" ".join(words[: count + 1]), font):
        count += 1
    line = " ".join(words[:count])
    if _fits(line, font):
        return line, list(words[count:])
    length = _fitting_length(line, font)
    return line[:length], [line[length:], *words[1:]]


def _shorten(text: str, font: ImageFont.FreeTypeFont) -> str:
    return text[: _fitting_length(text, font, "…")].rstrip(" ,;:·–—-") + "…"


def _fitting_length(text: str, font: ImageFont.FreeTypeFont, end: str = "") -> int:
    """Return how many characters of a text fit with `end` after them; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(text[:middle] + end, font) else (low, middle - 1)
    return low


def _fits(text: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(text) <= WIDTH - 2 * MARGIN


@lru_cache
def load_font(theme: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """Return a font that measures text without shaping: the same on every system, and for Arabic never too short."""
    file = font_files(theme)[(REGULAR, SEMIBOLD).index(weight)]
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)

"""Social cards: they are readable in every script, deterministic, and drawn once."""

import io
import re
import shutil
import unicodedata
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageFont

from plugins.commands.build import build_site
from plugins.engine.images import card_drawing
from plugins.engine.images.card_drawing import (
    HEIGHT,
    INK,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    WIDTH,
    card_lines,
    card_svg,
    draw_card,
    font_files,
    load_font,
)
from plugins.engine.options import Options
from plugins.pages.social_cards import DRAWABLE, SocialCard
from tests.hostile_archive import CODE
from tests.site_pages import file_contents

ROOT = Path(__file__).resolve().parents[3]
THEME = ROOT / "theme"
SITEURL = "https://example.org/lights"
ARABIC = "تقرير عن الأوضاع في (حمص) SAA 2018: الجيوب الأخيرة"
TITLES = ("Short", "Western Syria: the last pockets under pressure", "word " * 80, "W" * 200, "حمص" * 60, ARABIC, CODE)


def card(title: str, *, above: str = "Lights", below: str = "1 May 2020 · North", leftward: bool = False) -> SocialCard:
    return SocialCard(above, title, below, "#0b5563", leftward)


def title_ink(data: bytes) -> Image.Image:
    """Return a mask of the drawn pixels in the middle of a card, where its title is."""
    middle = Image.open(io.BytesIO(data)).convert("RGB").crop((0, 150, WIDTH, 480)).convert("L")
    return middle.point([255 * (shade < 200) for shade in range(256)])


def title_extent(data: bytes) -> tuple[int, int]:
    """Return the left and right end of a title, in pixels from the left."""
    box = title_ink(data).getbbox()
    assert box
    return box[0], box[2]


def ink_runs(data: bytes) -> int:
    """Return the number of pieces of a title that have empty columns between them."""
    row = title_ink(data).resize((WIDTH, 1), Image.Resampling.BOX).tobytes()
    return sum(bool(here) and not before for before, here in pairwise(b"\0" + row))


def test_fonts_have_every_drawable_character() -> None:
    """No allowed character is drawn as an empty box, in either weight."""
    missing = set()
    for file in font_files(THEME):
        font = ImageFont.truetype(file, 20, layout_engine=ImageFont.Layout.BASIC)
        box = bytes(font.getmask("\U0010fffd"))
        drawable = filter(DRAWABLE.fullmatch, map(chr, range(0x10000)))
        visible = (char for char in drawable if unicodedata.category(char) not in ("Cn", "Cf", "Zs"))
        missing |= {char for char in visible if bytes(font.getmask(char)) == box}
    assert missing == set()


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("leftward", [False, True])
def test_text_stays_within_the_card(title: str, leftward: bool) -> None:
    """A long title keeps to the margins and does not overlap other lines; a truncated title ends with an ellipsis."""
    lines = list(card_lines(card(title, above=title, below=title, leftward=leftward), THEME))
    for line in lines:
        assert (
            load_font(THEME, line.weight, line.size).getlength(line.text.strip("\u2067\u2068\u2069"))
            <= WIDTH - 2 * MARGIN
        )
    title_lines = [line for line in lines if line.colour == INK]
    (above,) = (line for line in lines if line.colour == "#0b5563")
    below, *_ = small = [line for line in lines if line.colour == MUTED]
    assert small[-1].y <= HEIGHT - MARGIN / 2
    assert above.y < title_lines[0].y - title_lines[0].size * 0.8
    assert title_lines[-1].y + title_lines[-1].size * (LINE_HEIGHT - 1) < below.y - below.size * 0.8
    shown = " ".join(line.text.strip("\u2067\u2069") for line in title_lines)
    assert re.sub(r"\s", "", shown.removesuffix("…")) in re.sub(r"\s", "", title)
    assert shown.endswith("…") or re.sub(r"\s", "", shown) == re.sub(r"\s", "", title)
    left, right = title_extent(draw_card(card(title, leftward=leftward), THEME))
    assert left >= MARGIN - 8
    assert right <= WIDTH - MARGIN + 8


def test_text_is_never_markup() -> None:
    """With any title, the SVG has the same elements, and loads nothing."""
    for text in (CODE, '"/><image href="file:///etc/passwd"/>', "&lt;b&gt; &#x41; ]]>"):
        root = ElementTree.fromstring(card_svg(card(text, above=text, below=text), THEME))
        assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "rect", "text"}
        assert not any("href" in name for element in root.iter() for name in element.attrib)
    title = "<b>&amp;</b> </text>"
    texts = [element.text or "" for element in ElementTree.fromstring(card_svg(card(title), THEME)).iter()]
    assert title in texts


def test_arabic_is_joined_and_right_aligned() -> None:
    """Letters have their contextual forms, and lines start at the right margin."""
    joined = draw_card(card("حمص", leftward=True), THEME)
    assert ink_runs(joined) == 1
    assert ink_runs(draw_card(card("ح\u200cم\u200cص", leftward=True), THEME)) == 3
    assert title_extent(joined)[1] == pytest.approx(WIDTH - MARGIN, abs=12)
    assert title_extent(draw_card(card("Homs"), THEME))[0] == pytest.approx(MARGIN, abs=12)


def test_mixed_directions_are_in_order() -> None:
    """A right-to-left title has its first word at the right, whatever the script of the others."""
    arabic, after, before = (
        title_ink(draw_card(card(title, leftward=True), THEME)) for title in ("حمص", "حمص SAA", "SAA حمص")
    )
    box = arabic.getbbox()
    assert box
    first = [image.crop(box) for image in (arabic, after, before)]
    assert ImageChops.difference(first[0], first[1]).histogram()[255] < 0.01 * first[0].width * first[0].height
    assert ImageChops.difference(first[0], first[2]).histogram()[255] > 0.1 * first[0].width * first[0].height


def test_card_is_small_and_deterministic() -> None:
    """It is a PNG of the size for shared links, with at most 60 kB for the longest title."""
    data = draw_card(card("word " * 80), THEME)
    assert draw_card(card("word " * 80), THEME) == data
    assert len(data) <= 60_000
    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)
    page = (THEME / "templates/partials/open_graph.html").read_text("utf-8")
    assert f'og:image:width" content="{WIDTH}"' in page
    assert f'og:image:height" content="{HEIGHT}"' in page


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """Return the options of a published site, with an archive that can be changed."""
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    return Options(
        tmp_path / "content",
        tmp_path / "output",
        THEME,
        SITEURL,
        search=False,
        jobs=1,
        cache_root=tmp_path / "cache",
        social_cards=True,
    )


@pytest.fixture
def drawn_titles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the titles of the cards that are drawn from now on."""
    titles: list[str] = []

    def record(card: SocialCard, theme: Path) -> bytes:
        titles.append(card.title)
        return draw_card(card, theme)

    monkeypatch.setattr(card_drawing, "draw_card", record)
    return titles


def cards(options: Options) -> dict[str, bytes]:
    return {path: data for path, data in file_contents(options.output).items() if path.startswith("cards/")}


def test_published_site_has_a_card_for_each_report(options: Options, drawn_titles: list[str]) -> None:
    """Each published report has its own card; a report whose title can't be drawn has the site's card."""
    build_site(options)
    names = ["archive", "2019-11-02-sturm-am-nordsund", "2019-12-05-sued-bank-dunkel"]
    assert sorted(cards(options)) == sorted(f"cards/{name}.png" for name in names)
    own = (options.output / "reports/2019-11-02-sturm-am-nordsund/index.html").read_text("utf-8")
    assert f'property="og:image" content="{SITEURL}/cards/2019-11-02-sturm-am-nordsund.png"' in own
    assert 'property="og:type" content="article"' in own
    hebrew = (options.output / "reports/2020-01-15-migdalor/index.html").read_text("utf-8")
    assert f'property="og:image" content="{SITEURL}/cards/archive.png"' in hebrew


def test_only_changed_cards_are_drawn(options: Options, drawn_titles: list[str]) -> None:
    """A card is drawn once for its content, however often pages are written; unused cards are deleted."""
    build_site(options)
    assert len(drawn_titles) == 3
    drawn_titles.clear()
    site = options.content / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("Fictional test data.", "Made up."), "utf-8")
    build_site(options)
    assert drawn_titles == []
    report = options.content / "reports/2019/2019-12-05-sued-bank-dunkel.md"
    report.write_text(re.sub("(?m)^title: .*$", "title: Other words", report.read_text("utf-8")), "utf-8")
    build_site(options)
    assert drawn_titles == ["Other words"]
    build_site(options._replace(output=options.output.with_name("clean"), cache_root=None))
    assert file_contents(options.output) == file_contents(options.output.with_name("clean"))
    drawn_titles.clear()
    assert options.cache_root
    assert len(list(options.cache_root.glob("*/cards/*"))) == 3
    for file in options.cache_root.glob("*/cards/*"):
        file.write_bytes(b"damaged")
    build_site(options._replace(siteurl="https://example.org/other"))
    assert len(drawn_titles) == 3


def test_site_without_address_has_no_card(options: Options, drawn_titles: list[str]) -> None:
    """Social cards need absolute URLs."""
    build_site(options._replace(siteurl="", social_cards=False))
    page = (options.output / "reports/2019-11-02-sturm-am-nordsund/index.html").read_text("utf-8")
    assert drawn_titles == []
    assert cards(options) == {}
    assert "og:image" not in page
    assert "og:url" not in page
    assert '<meta property="og:title" content="Sturm am Nordsund: drei Feuer aus">' in page
    assert '<meta name="twitter:card" content="summary">' in page
    build_site(options._replace(social_cards=False))
    assert list(cards(options)) == ["cards/archive.png"]

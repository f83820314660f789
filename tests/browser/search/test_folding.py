"""Search folding in the browser agrees with folding in Python."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Browser

from plugins.archive.text.search_folding import index_key, search_words, word_bases

FOLD = """async ([texts, words]) => {
    const { indexKey, searchWords, wordBases } = await import("/shared/folding.js");
    const cut = (text) => searchWords(text).map(({ word, tail, start, end }) => [word, tail, text.slice(start, end)]);
    const found = texts.map(cut);
    return { texts: found, bases: words.map(wordBases), keys: words.map(indexKey) };
}"""
RANGES = ((0x20, 0x24F), (0x300, 0x36F), (0x370, 0x5FF), (0x600, 0x6FF), (0x900, 0xDFF), (0xE00, 0xEDF),
          (0x1000, 0x109F), (0x1780, 0x17DD), (0x1E00, 0x1FFF), (0x2000, 0x218B),
          (0x3040, 0x30FF), (0x4E00, 0x9FEF), (0xAC00, 0xD7A3), (0xFB00, 0xFDFF), (0xFE70, 0xFFEF),
          (0x20000, 0x2A6DD))  # fmt: skip
"""Blocks of characters, without those that were added in the last years, which Python may not know."""


def random_texts(number: int) -> list[str]:
    """Return texts of assigned characters, each of one or two blocks."""
    random = Random("folding")

    def character(block: tuple[int, int]) -> str:
        found = chr(random.randint(*block))
        return found if unicodedata.category(found)[0] != "C" else " "

    blocks = [random.sample(RANGES, random.randint(1, 2)) for _ in range(number)]
    return ["".join(character(random.choice(chosen)) for _ in range(12)) for chosen in blocks]


def test_browser_and_index_cut_and_fold_words_alike(browser: Browser, serve: Callable[[Path], Any], root: Path) -> None:
    """For the cases of the Python test and 3,000 random texts; words also know their place in the text."""
    cases = json.loads((root / "tests/archive/text/search_folding.json").read_text("utf-8"))
    texts = [*(text for text, _ in cases["words"]), *random_texts(3000)]
    words = sorted({word for text in texts for word, _ in search_words(text)} | {word for word, _ in cases["bases"]})
    page = browser.new_page(base_url=serve(root / "theme/static/js").url)
    page.goto("/site.js")
    found = page.evaluate(FOLD, [texts, words])
    page.close()
    folded = ([(word, tail) for word, tail, _ in each] for each in found["texts"])
    differences = {t: f for t, f in zip(texts, folded, strict=True) if f != [tuple(word) for word in search_words(t)]}
    assert differences == {}
    assert found["bases"] == [list(word_bases(word)) for word in words]
    assert found["keys"] == [index_key(word) for word in words]
    places = found["texts"][texts.index("Søren of Łódź, Straße, STRASSE, Đakovo, Þór, æsir, œuvre")]
    assert [place for *_, place in places][:4] == ["Søren", "of", "Łódź", "Straße"]


def test_sequences_of_words_are_marked_in_the_original_text(
    browser: Browser, serve: Callable[[Path], Any], root: Path
) -> None:
    page = browser.new_page(base_url=serve(root / "theme/static/js").url)
    page.goto("/site.js")
    script = """async ([text, searched]) => {
        const { matchedRanges, wordSequence } = await import("/shared/matches.js");
        return matchedRanges(text, searched.map(wordSequence)).map(([start, end]) => text.slice(start, end));
    }"""
    for text, searched, marked in (
        ("Łódź, lodz and Lodzer", ["lodz"], ["Łódź", "lodz"]),
        ("这是测试文本。文本测试", ["测试文本"], ["测试文本"]),
        ("The Rastan  pocket, a pocket", ["rastan_pocket"], ["Rastan  pocket"]),
        ("Rastan", [], []),
    ):
        assert page.evaluate(script, [text, searched]) == marked
    page.close()

"""Prose: a body's pieces are all of it, and each heading is one of its own."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.body import render
from plugins.archive.urls import Urls
from plugins.pages.body_sections import split_sections

PATH = "reports/2020/2020-01-02-sample.md"
PARTS = [
    "## ",
    "### ",
    "> ",
    "- ",
    "a",
    "`<h2 id=`",
    "*b*",
    "&",
    '"',
    "ب",
    "\n\n",
    "\n",
    "<h2 id='x'>y</h2>",
    "    ",
    "[^1]",
]


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
def test_no_word_is_lost(text: str) -> None:
    """Whatever a body holds, its pieces together are its HTML, and its headings are those that the body knows."""
    body = render(PATH, text, 0, Urls(), [])
    pieces = split_sections(body.html)
    assert "".join(piece.html for piece in pieces) == body.html
    found = [(piece.anchor, piece.text) for piece in pieces if piece.anchor]
    assert found == [(heading.id, heading.text) for heading in body.headings]


def test_a_heading_has_its_anchor_and_its_words() -> None:
    """A heading's words are without the markup in it, and what is written as an entity is the sign itself."""
    html = '<p>a</p>\n<h2 id="x-y">X <em>&amp;</em> <code>Y</code></h2>\n<p>b</p>\n'
    pieces = split_sections(html)
    assert [(piece.anchor, piece.text) for piece in pieces] == [("", ""), ("x-y", "X & Y"), ("", "")]
    assert split_sections("") == ()

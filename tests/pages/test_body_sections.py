"""Body sections: together they are the whole body, and each heading is a section."""

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
def test_sections_are_the_whole_body(text: str) -> None:
    """The sections of any body are its HTML, and their headings are the body's headings."""
    body = render(PATH, text, 0, Urls(), [])
    sections = split_sections(body.html)
    assert "".join(section.html for section in sections) == body.html
    found = [(section.anchor, section.text) for section in sections if section.anchor]
    assert found == [(heading.id, heading.text) for heading in body.headings]


def test_heading_has_anchor_and_plain_text() -> None:
    """The text of a heading has no markup and no character references."""
    html = '<p>a</p>\n<h2 id="x-y">X <em>&amp;</em> <code>Y</code></h2>\n<p>b</p>\n'
    sections = split_sections(html)
    assert [(section.anchor, section.text) for section in sections] == [("", ""), ("x-y", "X & Y"), ("", "")]
    assert split_sections("") == ()

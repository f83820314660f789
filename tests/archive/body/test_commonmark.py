"""CommonMark: the plain parser against the examples of the specification (see `commonmark/ORIGIN.md`)."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from plugins.archive.body.parser import commonmark

EXAMPLES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "commonmark/examples.json").read_text("utf-8"))
ELEMENTS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote"),
    *("hr", "br", "img"),
}
"""The elements of CommonMark."""


STANDARD = MarkdownIt("commonmark")


def has_raw_html(markdown: str) -> bool:
    """Return whether CommonMark parses raw HTML in a text."""
    tokens = STANDARD.parse(markdown)
    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    return bool(kinds & {"html_block", "html_inline"})


RAW = [example for example in EXAMPLES if has_raw_html(example["markdown"])]
PLAIN = [example for example in EXAMPLES if example not in RAW]


def canonical(html: str) -> str:
    """Remove an invisible difference: the line feed that the examples have in an empty block quote."""
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


class ParsedHTML(HTMLParser):
    """The element names, attribute names and text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.names.add("a comment")

    def handle_decl(self, decl: str) -> None:
        self.names.add("a declaration")

    def handle_pi(self, data: str) -> None:
        self.names.add("an instruction")

    def unknown_decl(self, data: str) -> None:
        self.names.add("a section")


def test_all_examples_are_tested() -> None:
    """The specification has 652 examples, 72 of them with raw HTML."""
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))
    assert (len(PLAIN), len(RAW)) == (580, 72)


@pytest.mark.parametrize("example", PLAIN, ids=lambda example: f"{example['section']} {example['example']}")
def test_examples_render_as_specified(example: dict[str, Any]) -> None:
    """To the byte."""
    assert canonical(commonmark().render(example["markdown"])) == canonical(example["html"])


@pytest.mark.parametrize("example", RAW, ids=lambda example: f"{example['section']} {example['example']}")
def test_raw_html_of_examples_is_text(example: dict[str, Any]) -> None:
    """Tags are rendered as typed, and the only elements are those of Markdown."""
    parsed = ParsedHTML(commonmark().render(example["markdown"]))
    assert parsed.names <= ELEMENTS
    assert parsed.attributes <= {"href", "title", "src", "alt", "class", "start"}
    raw = [
        part.strip()
        for token in MarkdownIt("commonmark").parse(example["markdown"])
        for child in (token, *(token.children or ()))
        if child.type in ("html_block", "html_inline")
        for part in child.content.splitlines()
        if part.lstrip().startswith("<") and not set(part) & set("*_`[]\\&")
    ]
    assert [part for part in raw if part not in parsed.text] == []

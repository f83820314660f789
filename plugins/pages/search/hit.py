"""Hits: what the search page shows of a report or event, and the document from which Pagefind indexes its words.

The document has the folded words of the hit's texts, in the same order. The page folds the texts again to find the
words at the places that Pagefind returns, so that readers see and mark the original text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

import msgspec

from plugins.archive.digest import digest
from plugins.archive.text.search_folding import find_runs, fold_run, index_key
from plugins.pages.body_sections import split_sections

BOUNDARY = "|"
"""Has a place between words but is none, so that no phrase continues from one text into the next."""
PUNCTUATION = str.maketrans("0123456789abcdef", "!$%()+,-;=?@[]^|")
"""Writes a digest so that Pagefind finds no words in it. Its filters would change the names of files at random."""
MAX_SHORT = 150
"""Characters of a line that is short."""
FOOTNOTE_LINK = re.compile(r'<sup class="footnote-ref">.*?</sup>|<a [^>]*class="footnote-backref".*?</a>', re.DOTALL)
BLOCKS = (
    "blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|summary|t[adhr]\\w*|ul"
)
BLOCK_TAG = re.compile(rf'</?(?:{BLOCKS})\b(?:[^>"]|"[^"]*")*>')
TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
"""Tags as the body renderer writes them: it escapes `<` in text, and quotes attributes with double quotes."""


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a report's page with an `anchor`; paragraphs of its text are separated by line breaks."""

    heading: str = ""
    text: str = ""
    anchor: str = ""


class Hit(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A report or event among the results: the address of its page, and everything that a search finds it by.

    `shown` is the date for readers and `lines` are the facts below the title. `facts` are names and more that is shown
    only if it matches.
    """

    path: str
    title: str
    date: str = ""
    shown: str = ""
    summary: str = ""
    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    facts: tuple[str, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each text with the HTML element whose weight it has in the index; folding.js reads the same order."""
        yield "h1", self.title
        yield "p", self.summary
        for part in self.parts:
            yield "h3", part.heading
            yield "p", part.text
        for fact in self.facts:
            yield "p", fact


def body_parts(html: str) -> Iterator[Part]:
    """Yield the parts of a report's body: the text before the first heading, and each heading with its text."""
    heading, anchor, text = "", "", ""
    for section in split_sections(html):
        if not section.anchor:
            text += plain_text(section.html)
            continue
        if heading or text:
            yield Part(heading, text, anchor)
        heading, anchor, text = section.text, section.anchor, ""
    if heading or text:
        yield Part(heading, text, anchor)


def plain_text(html: str) -> str:
    r"""Return the text of a body's HTML, each block on its own line.

    >>> plain_text("<p>One <em>t</em>wo &amp;\nthree.</p><ul><li>Four</li></ul>")
    'One two & three.\nFour'
    """
    lines = BLOCK_TAG.sub("\0", FOOTNOTE_LINK.sub("", html))
    plain = (" ".join(unescape(line).split()) for line in TAG.sub("", lines).split("\0"))
    return "\n".join(filter(None, plain))


class IndexedLine(NamedTuple):
    """A line of text as Pagefind reads it, with the boundary after it; and its words."""

    keys: str
    words: frozenset[str]


def index_document(hit: Hit, data: bytes, lang: str) -> tuple[bytes, frozenset[str]]:
    """Return the document that Pagefind reads, and the words in it.

    The name of the document's fragment depends on the hit's `data`, which replaces the fragment.
    """
    version = digest(data).hex().translate(PUNCTUATION)
    lines = [(element, _indexed(line)) for element, text in hit.texts() for line in text.split("\n")]
    document = "\n".join(
        (
            f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">',
            f'<meta data-pagefind-meta="version[content]" content="{version}">',
            "</head>\n<body data-pagefind-body>",
            *(f"<{element}>{line.keys}</{element}>" for element, line in lines),
            "</body>\n</html>\n",
        )
    )
    return document.encode(), frozenset().union(*{line.words for _, line in lines})


def _indexed(line: str) -> IndexedLine:
    """Index a line; names and other short lines are in many documents."""
    return _indexed_short(line) if len(line) <= MAX_SHORT else _index(line)


def _index(line: str) -> IndexedLine:
    runs = find_runs(line)
    words = frozenset(itertools.chain.from_iterable(map(_run_words, set(runs))))
    return IndexedLine(" ".join((*filter(None, map(_run_keys, runs)), BOUNDARY)), words)


_indexed_short = lru_cache(maxsize=1 << 15)(_index)


@lru_cache(maxsize=1 << 18)
def _run_keys(run: str) -> str:
    return " ".join(map(index_key, _run_words(run)))


@lru_cache(maxsize=1 << 18)
def _run_words(run: str) -> tuple[str, ...]:
    return tuple(word for word, _ in fold_run(run))


def joined(values: Iterable[str]) -> str:
    """Join the values that are not empty.

    >>> joined(["Port", "", "North"])
    'Port, North'
    """
    return ", ".join(filter(None, values))

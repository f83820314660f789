"""Bodies: mistakes in Markdown that a page would show to its readers.

The checks read the parsed tokens, so that code, escaped signs and markup that works are never reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from markdown_it.token import Token

from plugins.archive.body.context import Position
from plugins.archive.body.literal_text import literal_environment, literal_text
from plugins.archive.body.rendering import ParsedBody
from plugins.archive.checks.warnings.code import code_slips
from plugins.archive.checks.warnings.hidden_characters import find_deceptive_text
from plugins.archive.checks.warnings.lines import SPACES, almost_headings, almost_lists, almost_tables
from plugins.archive.checks.warnings.links import almost_footnotes, almost_links
from plugins.archive.checks.warnings.markup import comments, emphasis, foreign_signs, html
from plugins.archive.checks.warnings.slip import Block, Slip, quote
from plugins.archive.problems import Problem
from plugins.archive.text.merge_conflicts import REMEDY, WHAT, find_conflict_marks

CHECKS: tuple[Callable[[Block], Iterator[Slip]], ...] = (
    html,
    almost_links,
    almost_footnotes,
    almost_headings,
    almost_lists,
    almost_tables,
    emphasis,
    foreign_signs,
)
LINE_START = r"#\uff03+\-\d:\u2010-\u2015\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u25cb\u25a0\u27a2\uf0b7\uf0a7"
MARKUP = re.compile(r"[<\[\]*_~=%{`|\t!&]")
STARTS = re.compile(rf"\n[{LINE_START}]")
"""The characters of all slips, and those with which lines of slips begin: few blocks have any in their text."""
SUSPICIOUS = re.compile(
    r"<[!/a-zA-Z]|\]\s{0,3}\(|\)\[|\[\[|\[\s?\s?\^|\] ?\[|\*|__|~~|==|%%|\{[{%]|!\s{1,3}\0|```|[|\t]"
    rf"|^(?:[#\uff03]|[-+](?:[^\W\d_]|[{SPACES}])|\d{{1,3}}[.)]|\[[!xX ]|:::|!!!|[{LINE_START[7:]}])",
    re.MULTILINE,
)
"""What all slips have in the text that readers see; only blocks with it are parsed a second time."""
CODE = ("fence", "code_block")
FRONT_MATTER_KEY = re.compile(r"(?:title|date|region|summary|actors|tags|sources|status|authors)\s?:", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?…]['\")\]\u2019\u201d]?$")
BRACKETED = re.compile(r"\[([^\[\]]{1,120})\]")


def body_errors(parsed: ParsedBody) -> Iterator[Problem]:
    """Yield what must never be published: conflict marks of Git and HTML comments outside of code."""
    marks = list(find_conflict_marks(parsed.context.text))
    code = {line for token in parsed.tokens if token.type in CODE and marks for line in range(*token.map or (0, 0))}
    for line, mark in marks:
        if line not in code:
            slip = Slip(0, f"the line '{quote(mark)}' {WHAT}", REMEDY, "error")
            yield _problem(parsed, (line + parsed.context.offset + 1, 1), slip)
    if "<!-" in parsed.context.text:
        yield from _problems(parsed, _comments)


def body_warnings(parsed: ParsedBody) -> Iterator[Problem]:
    """Yield the mistakes of a body that its readers would see."""
    yield from _problems(parsed, _block_slips)
    for token in parsed.tokens:
        if token.type in CODE:
            for slip in code_slips(token, parsed.context):
                yield _problem(parsed, (parsed.context.line_of(token), 1), slip)
    yield from _unused_references(parsed)


def _problem(parsed: ParsedBody, position: Position, slip: Slip) -> Problem:
    return Problem(parsed.context.path, *position, "body", slip.what, slip.remedy, slip.severity)


class _Inline(NamedTuple):
    """A block of text with the token before it, the number of blocks around it, and the environment for all blocks."""

    token: Token
    parent: Token
    depth: int
    env: dict[str, Any]

    def block(self) -> Block:
        """Return the block with its literal text, which takes another parse."""
        return Block(self.token.content, literal_text(self.token.content, self.env), self.parent.type, self.depth)


def _problems(parsed: ParsedBody, check: Callable[[_Inline], Iterator[Slip]]) -> Iterator[Problem]:
    """Apply a check to each block of text."""
    env = literal_environment(parsed.env)
    depth = 0
    for index, token in enumerate(parsed.tokens):
        if token.type == "inline":
            for slip in check(_Inline(token, parsed.tokens[index - 1], depth, env)):
                first_line = token.map[0] if token.map else None
                yield _problem(parsed, parsed.context.position_in(first_line, token.content, slip.offset), slip)
        depth += token.nesting


def _comments(inline: _Inline) -> Iterator[Slip]:
    if "<!-" in inline.token.content:
        yield from comments(inline.block())


def _block_slips(inline: _Inline) -> Iterator[Slip]:
    """Find the slips of one block of text."""
    token, parent = inline.token, inline.parent
    has_markup = _may_have_slips(token.content)
    if not has_markup and token.content.isascii() and parent.type != "heading_open":
        return
    shown = _shown_text(token)
    for text, what, remedy in find_deceptive_text(shown):
        yield Slip(max(0, token.content.find(text)), what, remedy)
    if parent.type == "heading_open":
        yield from _accidental_heading(token, parent)
    if has_markup and _may_have_slips(shown) and SUSPICIOUS.search(shown):
        block = inline.block()
        for check in CHECKS:
            yield from check(block)


def _may_have_slips(text: str) -> bool:
    return bool(MARKUP.search(text) or STARTS.search(text) or STARTS.match(f"\n{text[:1]}"))


def _shown_text(block: Token) -> str:
    """Return the text of a block that is neither code nor markup; a NUL is in the place of each other token."""
    return "".join(
        child.content if child.type == "text" else "\n" if child.type in ("softbreak", "hardbreak") else "\0"
        for child in block.children or ()
    )


def _accidental_heading(block: Token, heading: Token) -> Iterator[Slip]:
    """Find paragraphs that a line `---` below them turns into headings."""
    if heading.markup != "-":
        return
    if FRONT_MATTER_KEY.match(block.content):
        what = f"'{quote(block.content)}' is below the front matter, so readers see it as a heading"
        yield Slip(0, what, "move the keys above the line '---' that ends the front matter, and remove the other lines")
    elif "\n" in block.content or SENTENCE.search(block.content):
        what = f"the line '---' below makes a heading of the paragraph '{quote(block.content)}'"
        yield Slip(0, what, "put an empty line between them")


def _unused_references(parsed: ParsedBody) -> Iterator[Problem]:
    """Find definitions of links that no link uses, which readers never see."""
    references = parsed.env.get("references")
    if not references:
        return
    uses = Counter(" ".join(match[1].split()) for match in BRACKETED.finditer(parsed.context.text.casefold()))
    for label, reference in references.items():
        shown = label.casefold()
        if not label.startswith("//") and uses[shown] == 1:
            line = reference["map"][0] if reference.get("map") else 0
            definition = f"[{quote(shown)}]: {quote(reference['href'])}"
            what = f"nothing refers to the address '{definition}', so readers never see it"
            slip = Slip(0, what, f"write [words][{quote(shown)}] where it belongs, or remove it")
            yield _problem(parsed, (line + parsed.context.offset + 1, 1), slip)

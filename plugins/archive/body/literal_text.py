"""Literal text: the characters of a block that the parser prints as they are, with their positions in the source.

Characters that the parser reads as markup are blanked. What looks like markup in the rest was not recognised.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from plugins.archive.body.parser import make_parser

BLANK = "\0"
"""Replaces markup. No content file contains NUL."""
PRINTED = ("text", "newline", "emphasis")
"""The inline rules whose characters are text; emphasis is blanked only if it has both ends."""
EMPHASIS = "*_"
Span = tuple[int, int]


def literal_text(block: str, env: dict[str, Any]) -> str:
    """Return `block`, the source of an inline block, with all markup blanked; offsets and line ends are the same.

    `env` is `literal_environment` of the whole body. A block is parsed again, so call it only for suspicious blocks.
    """
    spans: list[Span] = []
    env["spans"], env["block"] = (block, spans), (None, block)
    _recording_parser().inline.parse(block, _recording_parser(), env, [])
    characters = list(block)
    for start, end in spans:
        characters[start:end] = [char if char == "\n" else BLANK for char in block[start:end]]
    return "".join(characters)


def literal_environment(env: dict[str, Any]) -> dict[str, Any]:
    """Return an environment for `literal_text` with the references and footnotes of the parsed body `env`."""
    footnotes = env.get("footnotes", {}).get("refs", {})
    return {"references": env.get("references", {}), "footnotes": {"refs": dict.fromkeys(footnotes, -1), "list": {}}}


@cache
def _recording_parser() -> MarkdownIt:
    """Return a parser of reports that records the spans of markup."""
    markdown = make_parser()
    ruler = markdown.inline.ruler
    for rule in ruler.__rules__:
        if rule.name == "emphasis":
            ruler.at(rule.name, _with_offsets(rule.fn))
        elif rule.name not in PRINTED:
            ruler.at(rule.name, _recording(rule.fn))
    markdown.inline.ruler2.before("fragments_join", "record_emphasis", _record_emphasis)
    return markdown


def _recording(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return an inline rule that also records what it reads in the block itself, and not in a part parsed apart."""

    def run(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        block, spans = state.env["spans"]
        if not silent and state.src is block:
            spans.append((start, state.pos))
        return True

    return run


def _with_offsets(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return the emphasis rule, which also stores in each token its offset in the block."""

    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        new = state.tokens[count:]
        for number, token in enumerate(reversed(new)):
            if len(new) - number > len(new) - (state.pos - start):  # the first may be the text before it
                token.meta["offset"] = state.pos - 1 - number
        return True

    return run


def _record_emphasis(state: StateInline) -> None:
    """Record the signs of emphasis that has both ends; the others are still text."""
    block, spans = state.env["spans"]
    if state.src is not block:
        return
    for token in state.tokens:
        offset = token.meta.get("offset")
        if offset is not None and not (token.type == "text" and token.content and token.content in EMPHASIS):
            spans.append((offset, offset + 1))

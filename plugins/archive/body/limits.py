"""Bounds of a body: what the parser would take too long or too much room for is refused while it works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from plugins.archive.limits import BODY_LINES, BODY_TOKENS, NESTING

CONTAINERS = {"blockquote": 1, "list_item": 1, "dd": 1, "footnote_reference": 1}
SIGNS = re.compile(r"[\[\]!*_`<>&\\^\n]")
"""What the parser tries a rule for, and makes a token of when the rule holds."""
MOST_CELLS = BODY_TOKENS // 3
"""A cell of a table is three pieces, and takes one sign to write."""
BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
FLATTER = "write it flatter"
SPLIT = "split the report in several"


class LimitExceededError(Exception):
    """The body is more than the parser is let try; `line` is that of the body, from 0."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


def install_limits(markdown: MarkdownIt) -> None:
    """Let a parser raise ExcessError on what is beyond the limits."""
    markdown.core.ruler.before("block", "lines", _check_text)
    markdown.block.ruler.before("table", "pieces", _count_blocks, {"alt": []})
    markdown.core.ruler.after("block", "depths", _check_blocks)
    markdown.core.ruler.push("spans", _check_spans)


def _check_text(state: StateCore) -> None:
    """Refuse what the parser of blocks would work on for long before anything else could be counted.

    A line within 32 quotes is looked at 32 times, so the lines must be few; and a table is made in one go.
    """
    if state.src.count("|") > MOST_CELLS:
        rest = state.src.split("|", MOST_CELLS)[-1]
        raise _pieces(state.src.count("\n", 0, len(state.src) - len(rest)))
    if state.src.count("\n") > BODY_LINES:
        raise LimitExceededError(BODY_LINES, f"the text has more than {BODY_LINES:,} lines", SPLIT)


def _count_blocks(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Stand before all rules of blocks and match nothing; a table of few signs may have made very many cells."""
    if len(state.tokens) > BODY_TOKENS:
        raise _pieces(line)
    return False


def _pieces(line: int) -> LimitExceededError:
    what = f"the text has more than {BODY_TOKENS:,} pieces (blocks, cells, links, marks of emphasis …)"
    return LimitExceededError(line, what, SPLIT)


def _check_blocks(state: StateCore) -> None:
    """Refuse what is nested too deep, or would be too many pieces, before the words are parsed."""
    depth, pieces, line = 0, len(state.tokens), 0
    many = pieces + len(state.src) > BODY_TOKENS
    for token in state.tokens:
        line = token.map[0] if token.map else line
        kind = token.type.removesuffix("_open").removesuffix("_close")
        depth += CONTAINERS.get(kind, 0) * token.nesting
        if depth > NESTING:
            raise LimitExceededError(line, f"quotes and lists are nested more than {NESTING} deep", FLATTER)
        if token.type == "inline":
            pieces += len(SIGNS.findall(token.content)) if many else 0
            _check_brackets(token.content, line)
        if pieces > BODY_TOKENS:
            raise _pieces(line)


def _check_brackets(text: str, line: int) -> None:
    """Refuse brackets within brackets: each opens what might be a link, and is followed to its end."""
    if text.count("[") <= NESTING:
        return
    depth = 0
    for sign in BRACKETS.finditer(text):
        depth = depth + 1 if sign[0] == "[" else max(0, depth - 1) if sign[0] == "]" else depth
        if depth > NESTING:
            line += text.count("\n", 0, sign.start())
            raise LimitExceededError(
                line, f"brackets are nested more than {NESTING} deep", r"close them, or write \[ for one"
            )


def _check_spans(state: StateCore) -> None:
    """Refuse emphasis within emphasis: browsers stop following it, and so might what reads the page."""
    for token in state.tokens:
        within = token.children or ()
        if len(within) > 2 * NESTING and any(depth > NESTING for depth in _depths(within)):
            line = token.map[0] if token.map else 0
            raise LimitExceededError(line, f"emphasis is nested more than {NESTING} deep", FLATTER)


def _depths(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield how deep each token stands in others."""
    depth = 0
    for token in tokens:
        depth += token.nesting
        yield depth

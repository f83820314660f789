"""Limits on a body, checked during parsing, before the parser spends much time or memory."""

from __future__ import annotations

import re
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from plugins.archive.limits import BODY_LINES, BODY_TOKENS, NESTING

CONTAINERS = {"blockquote": 1, "list_item": 1, "dd": 1, "footnote_reference": 1}
INLINE_CHARACTERS = re.compile(r"[\[\]!*_`<>&\\^\n]")
"""The characters for which the parser tries inline rules, each of which can make a token."""
MAX_CELLS = BODY_TOKENS // 3
"""A table cell is three tokens, and takes one character to write."""
BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
FLATTEN = "use fewer levels"
SPLIT = "split it into several reports"


class LimitExceededError(Exception):
    """The body exceeds a limit; `line` is a line of the body, from 0."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


def install_limits(markdown: MarkdownIt) -> None:
    """Make a parser raise LimitExceededError."""
    markdown.core.ruler.before("block", "limit_text", _check_text)
    markdown.block.ruler.before("table", "limit_tokens", _check_token_count, {"alt": []})
    markdown.core.ruler.after("block", "limit_blocks", _check_blocks)
    markdown.core.ruler.push("limit_emphasis", _check_emphasis)


def _check_text(state: StateCore) -> None:
    """Limit table cells and lines before the block parser runs.

    The block parser makes a table in one step, and reads a line inside 32 quotes 32 times.
    """
    if state.src.count("|") > MAX_CELLS:
        rest = state.src.split("|", MAX_CELLS)[-1]
        raise _too_many_tokens(state.src.count("\n", 0, len(state.src) - len(rest)))
    if state.src.count("\n") > BODY_LINES:
        raise LimitExceededError(BODY_LINES, f"the text has more than {BODY_LINES:,} lines", SPLIT)


def _check_token_count(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Limit the tokens made so far; runs before all block rules and never matches."""
    if len(state.tokens) > BODY_TOKENS:
        raise _too_many_tokens(line)
    return False


def _too_many_tokens(line: int) -> LimitExceededError:
    what = f"the text has more than {BODY_TOKENS:,} elements (blocks, table cells, links, emphasis …)"
    return LimitExceededError(line, what, SPLIT)


def _check_blocks(state: StateCore) -> None:
    """Limit the nesting of blocks and the tokens to come, before the inline parser runs."""
    depth, tokens, line = 0, len(state.tokens), 0
    is_large = tokens + len(state.src) > BODY_TOKENS
    for token in state.tokens:
        line = token.map[0] if token.map else line
        kind = token.type.removesuffix("_open").removesuffix("_close")
        depth += CONTAINERS.get(kind, 0) * token.nesting
        if depth > NESTING:
            raise LimitExceededError(line, f"quotes and lists are nested more than {NESTING} levels deep", FLATTEN)
        if token.type == "inline":
            tokens += len(INLINE_CHARACTERS.findall(token.content)) if is_large else 0
            _check_brackets(token.content, line)
        if tokens > BODY_TOKENS:
            raise _too_many_tokens(line)


def _check_brackets(text: str, line: int) -> None:
    """Limit nested brackets: the parser follows each as a possible link to its end."""
    if text.count("[") <= NESTING:
        return
    depth = 0
    for match in BRACKETS.finditer(text):
        depth = depth + 1 if match[0] == "[" else max(0, depth - 1) if match[0] == "]" else depth
        if depth > NESTING:
            line += text.count("\n", 0, match.start())
            what = f"brackets are nested more than {NESTING} levels deep"
            raise LimitExceededError(line, what, r"close them, or write \[ for a bracket")


def _check_emphasis(state: StateCore) -> None:
    """Limit nested emphasis, which browsers and other readers of HTML do not follow without end."""
    for token in state.tokens:
        children = token.children or ()
        if len(children) > 2 * NESTING and max(accumulate(child.nesting for child in children)) > NESTING:
            line = token.map[0] if token.map else 0
            raise LimitExceededError(line, f"emphasis is nested more than {NESTING} levels deep", FLATTEN)
